import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { scopeOf } from "#src/protocol/registered-claims.ts";
import {
  answerInteraction,
  loadInteraction,
  type OpenInteraction,
} from "#src/sign-in/interaction.ts";
import { endedAnswer, originOf, viewOf, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { appPage, consentPage } from "./consent-pages.ts";

type Asked = Readonly<{ oidc: string[]; claims: string[]; resources: Record<string, string[]> }>;

/** What is still to be consented to. */
const askedOf = ({ details }: OpenInteraction): Asked => {
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = details.prompt.details as {
    missingOIDCScope?: string[];
    missingOIDCClaims?: string[];
    missingResourceScopes?: Record<string, string[]>;
  };
  return {
    oidc: missingOIDCScope ?? [],
    claims: missingOIDCClaims ?? [],
    resources: missingResourceScopes ?? {},
  };
};

/** Every scope that is asked for, also by one of its claims alone. */
const scopesOf = ({ oidc, claims, resources }: Asked): string[] => [
  ...new Set([
    ...oidc,
    ...claims.flatMap((claim) => scopeOf(claim) ?? []),
    ...Object.values(resources).flat(),
  ]),
];

type Step = Readonly<{ open: OpenInteraction; person: Person }>;

const loadStep = async (deps: SignInDeps, c: AppContext): Promise<Step | undefined> => {
  const open = await loadInteraction(deps, c);
  if (!open.ok || open.value.details.prompt.name !== "consent") return undefined;
  const subject = open.value.details.session?.accountId ?? "";
  const person = await findPerson(deps.db, open.value.registration.audience, subject);
  return person && { open: open.value, person };
};

const grantAsked = async (deps: SignInDeps, { open, person }: Step): Promise<string> => {
  const { Grant } = deps.engine.provider();
  const existing = open.details.grantId ? await Grant.find(open.details.grantId) : undefined;
  const grant = existing ?? new Grant({ accountId: person.id, clientId: open.clientId });
  const { oidc, claims, resources } = askedOf(open);
  if (claims.length > 0) grant.addOIDCClaims(claims);
  if (oidc.length > 0) grant.addOIDCScope(oidc.join(" "));
  for (const [resource, scopes] of Object.entries(resources)) {
    grant.addResourceScope(resource, scopes.join(" "));
  }
  return await grant.save();
};

/** The consent page of services outside government, and the confirmation of apps. */
export const addConsentRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/interaction/:id/consent", async (c) => {
    const step = await loadStep(deps, c);
    if (!step) return await endedAnswer(deps, c);
    const view = viewOf(deps, c, step.open);
    const { name } = step.person;
    if (step.open.registration.firstParty) return c.html(appPage(view, name));
    const scopes = scopesOf(askedOf(step.open));
    const { purposes } = step.open.registration;
    return c.html(consentPage(view, { name, scopes, purposes }));
  });

  app.post("/interaction/:id/consent", async (c) => {
    const step = await loadStep(deps, c);
    if (!step) return await endedAnswer(deps, c);
    const { open, person } = step;
    const origin = originOf(deps, c, open);
    if (typedForm(await c.req.parseBody())["choice"] === "refuse") {
      await recordEvent(deps.db, { event: "consent.refused", personId: person.id, ...origin });
      const refusal = { error: "access_denied", error_description: "the person refused" };
      return c.redirect(await answerInteraction(open.details, refusal), 303);
    }
    const grantId = await grantAsked(deps, step);
    await recordEvent(deps.db, { event: "consent.given", personId: person.id, ...origin });
    return c.redirect(await answerInteraction(open.details, { consent: { grantId } }), 303);
  });
};
