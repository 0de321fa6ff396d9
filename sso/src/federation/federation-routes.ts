import { randomToken } from "@gov/kit/crypto.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { uuidPattern } from "#src/directory/office-context.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { beginWay } from "#src/sign-in/code-routes.ts";
import { continueSignIn } from "#src/sign-in/continue-sign-in.ts";
import { loadInteraction, type OpenInteraction } from "#src/sign-in/interaction.ts";
import { endedAnswer, kindOf, viewOf, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { endedPage } from "#src/sign-in/sign-in-pages.ts";
import { noteProven } from "#src/sign-in/sign-in-queries.ts";
import { findAttempt, insertAttempt, proveAttempt, takeProof } from "./attempt-queries.ts";
import { chooseInstitutionPage } from "./federation-pages.ts";
import { failureTexts, type FederationFailure } from "./federation-texts.ts";
import { callbackOf } from "./provider.ts";
import { findProvider, listOffered } from "./provider-queries.ts";
import { recognise } from "./recognise.ts";
import type { Visits } from "./visit.ts";

export type FederationDeps = SignInDeps & Readonly<{ visits: Visits }>;

const stateShape = /^[\w-]{43}$/;

/** The sign-in of an employee in this browser, or the answer that there is none. */
const loadStaff = async (
  deps: FederationDeps,
  c: AppContext,
): Promise<OpenInteraction | Response> => {
  const loaded = await loadInteraction(deps, c);
  const isOpen = loaded.ok && loaded.value.details.prompt.name === "login";
  return isOpen && kindOf(loaded.value) === "staff" ? loaded.value : await endedAnswer(deps, c);
};

const failureIn = (c: AppContext): FederationFailure | undefined => {
  const failed = c.req.query("failed") ?? "";
  return Object.hasOwn(failureTexts, failed) ? (failed as FederationFailure) : undefined;
};

const choose = async (deps: FederationDeps, c: AppContext): Promise<Response> => {
  const open = await loadStaff(deps, c);
  if (open instanceof Response) return open;
  const offered = await listOffered(deps.db);
  const failure = failureIn(c);
  return c.html(chooseInstitutionPage(viewOf(deps, c, open), { offered, failure }));
};

const failed = (c: AppContext, interactionId: string, why: FederationFailure): Response =>
  c.redirect(`/interaction/${interactionId}/institution?failed=${why}`, 303);

/** How fresh the sign-in there has to be: as fresh as the service asked for. */
const maxAgeOf = ({ details }: OpenInteraction): number | null => {
  const { max_age: maxAge, prompt } = details.params;
  if (typeof prompt === "string" && prompt.split(" ").includes("login")) return 0;
  return typeof maxAge === "number" ? maxAge : null;
};

const leave = async (deps: FederationDeps, c: AppContext): Promise<Response> => {
  const open = await loadStaff(deps, c);
  if (open instanceof Response) return open;
  const key = deps.config.KEY_ENCRYPTION_KEY;
  const provider = await findProvider(deps.db, key, c.req.param("provider") ?? "");
  if (provider?.status !== "active") return c.redirect(`/interaction/${open.id}/institution`, 303);
  const state = randomToken();
  const asked = { nonce: randomToken(), verifier: randomToken(), maxAgeS: maxAgeOf(open) };
  const address = await deps.visits.begin(provider, { ...asked, state });
  if (!address.ok) return failed(c, open.id, address.error);
  const attempt = { interactionId: open.id, providerId: provider.id, ...asked };
  await insertAttempt(deps.db, state, attempt);
  return c.redirect(address.value.href, 303);
};

/** A provider sent somebody back. Which browser it is shows at the next address. */
const comeBack = async (deps: FederationDeps, c: AppContext): Promise<Response> => {
  const { db, config } = deps;
  const state = c.req.query("state") ?? "";
  const providerId = c.req.param("provider") ?? "";
  const attempt = stateShape.test(state) ? await findAttempt(db, state, providerId) : undefined;
  const provider = attempt && (await findProvider(db, config.KEY_ENCRYPTION_KEY, providerId));
  if (!attempt || provider?.status !== "active") {
    return c.html(endedPage(c.get("lang"), c.req.path, undefined), 410);
  }
  const refuse = async (why: FederationFailure): Promise<Response> => {
    const detail = { why, provider: provider.id };
    await recordEvent(db, { event: "federation.refused", detail });
    return failed(c, attempt.interactionId, why);
  };
  const answer = new URL(callbackOf(config.PUBLIC_URL, provider.id));
  answer.search = new URL(c.req.url).search;
  const said = await deps.visits.finish(provider, answer, { ...attempt, state });
  if (!said.ok) return await refuse(said.error);
  const recognised = await recognise(db, provider, said.value);
  if (!recognised.ok) return await refuse(recognised.error);
  const { employee, secondFactor } = recognised.value;
  await proveAttempt(db, state, { staffId: employee.id, secondFactor });
  return c.redirect(`/interaction/${attempt.interactionId}/institution-proved?state=${state}`, 303);
};

/** The browser that left for the provider takes what was proved there, once. */
const takeUp = async (deps: FederationDeps, c: AppContext): Promise<Response> => {
  const open = await loadStaff(deps, c);
  if (open instanceof Response) return open;
  const proof = await takeProof(deps.db, c.req.query("state") ?? "", open.id);
  const person = proof && (await findPerson(deps.db, "staff", proof.staffId));
  if (!proof || person?.kind !== "staff") {
    return c.redirect(`/interaction/${open.id}/institution`, 303);
  }
  const { proven, way } = await noteProven(deps.db, open.id, {
    personId: person.id,
    kind: "staff",
    identifier: person.username,
    factor: proof.secondFactor ? "institution-mfa" : "institution",
  });
  const begin = beginWay(deps, c, open, person);
  return await continueSignIn(deps, c, open, { person, proven, way }, begin);
};

/** Employees sign in with their institution's own sign-in service. */
export const addFederationRoutes = (app: HttpApp, deps: FederationDeps): void => {
  app.get("/interaction/:id/institution", (c) => choose(deps, c));
  app.get(`/interaction/:id/institution/:provider{${uuidPattern}}`, (c) => leave(deps, c));
  app.get("/interaction/:id/institution-proved", (c) => takeUp(deps, c));
  app.get(`/federation/:provider{${uuidPattern}}/callback`, (c) => comeBack(deps, c));
};
