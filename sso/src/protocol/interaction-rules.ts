import { errors, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import { levelOf, requirementOf, toldAcr } from "#src/factor/acr.ts";
import { registrationOf } from "./first-party-grant.ts";

const { Check, base } = interactionPolicy;

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

/** The engine's own rules with ours added: when to ask for a sign-in, when for consent. */
export const interactionRules = (canReach: CanReach) => {
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
  return policy;
};
