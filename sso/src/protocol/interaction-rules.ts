import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { Kysely } from "kysely";
import { errors, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { needsChoice } from "#src/mandate/acting.ts";
import { levelOf, requirementOf, toldAcr } from "#src/factor/acr.ts";
import { registrationOf } from "./registration.ts";

const { Check, Prompt, base } = interactionPolicy;

/** A session ends after this long whatever happens in it, in seconds. */
const longestSession = 12 * 3_600;

/** Someone else, or nobody any more, is signed in for what this client needs. */
const personMissing = (ctx: KoaContextWithOIDC): boolean =>
  ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined;

const sessionTooOld = (ctx: KoaContextWithOIDC): boolean => {
  const session = ctx.oidc.session;
  return (
    session?.accountId !== undefined && !ctx.oidc.result?.login && session.past(longestSession)
  );
};

/**
 * Any app on a phone can claim another's address scheme, so an app never gets a sign-in that the
 * person did not see: a page of ours must have been answered for this very request (RFC 8252, 8.6).
 */
const appUnseen = (ctx: KoaContextWithOIDC): boolean =>
  ctx.oidc.client?.applicationType === "native" &&
  ctx.oidc.params?.["response_type"] !== "none" &&
  !ctx.oidc.result?.consent &&
  !ctx.oidc.result?.login;

/** Whether a person has what a level takes; asked only when a request would like more. */
export type CanReach = (
  audience: "citizens" | "staff",
  personId: string,
  level: number,
) => Promise<boolean>;

/**
 * The sign-in is not as strong as the request or the client's registration asks. What is essential
 * must be reached, or the request fails; what is only wished for is asked for once, of people who
 * have the means, and never where no page may be shown. Where it is reached, the `acr` that will
 * be told is one that the request takes.
 */
const acrNeeded =
  (canReach: CanReach) =>
  async (ctx: KoaContextWithOIDC): Promise<boolean> => {
    const { session, client, result, params } = ctx.oidc;
    if (session?.accountId === undefined) return false;
    const registration = registrationOf(client);
    const requirement = requirementOf(params ?? {}, registration?.minimumAcr);
    const level = levelOf(session.acr) ?? 1;
    if (level < requirement.required) {
      if (result?.login) throw new errors.UnmetAuthenticationRequirements();
      return true;
    }
    const told = toldAcr(level, requirement);
    if (told !== session.acr) Object.defineProperty(ctx.oidc, "acr", { value: told });
    const mayAsk = !result?.login && !ctx.oidc.prompts.has("none");
    if (level >= requirement.preferred || !mayAsk) return false;
    const audience = registration?.audience ?? "citizens";
    return await canReach(audience, session.accountId, requirement.preferred);
  };

/** Asks for whom the person acts: when the client wants to know, or asks to change it. */
const selectAccount = (deps: Readonly<{ db: Kysely<SsoDatabase>; registries: ExchangeClient }>) =>
  new Prompt(
    { name: "select_account", requestable: true },
    new Check("choice_missing", "the person must choose for whom they act", (ctx) =>
      needsChoice(
        deps,
        ctx,
        ctx.oidc.result?.consent?.grantId ??
          ctx.oidc.session?.grantIdFor(ctx.oidc.client?.clientId ?? ""),
      ),
    ),
  );

/** The engine's own rules with ours added: when to ask for a sign-in, a choice, a consent. */
export const interactionRules = (
  deps: Readonly<{ db: Kysely<SsoDatabase>; registries: ExchangeClient }>,
  canReach: CanReach,
) => {
  const policy = base();
  const login = policy.get("login");
  const consent = policy.get("consent");
  login?.checks.add(new Check("person_missing", "a sign-in is needed", personMissing));
  login?.checks.add(new Check("session_too_old", "the session is too old", sessionTooOld));
  // Ours knows that levels have an order, and that a client may ask for one by its registration.
  login?.checks.remove("essential_acrs");
  login?.checks.remove("essential_acr");
  login?.checks.add(
    new Check(
      "acr_needed",
      "a stronger sign-in is needed",
      "unmet_authentication_requirements",
      acrNeeded(canReach),
    ),
  );
  consent?.checks.remove("native_client_prompt");
  consent?.checks.add(
    new Check("app_unseen", "the app must be confirmed", "interaction_required", appUnseen),
  );
  policy.add(selectAccount(deps), 1);
  return policy;
};
