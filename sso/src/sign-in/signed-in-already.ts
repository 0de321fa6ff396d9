import type { Person } from "#src/account/account.ts";
import { acrOf, levelOf } from "#src/factor/acr.ts";
import { findMeans } from "#src/factor/factor-queries.ts";
import { reachOf } from "#src/factor/factor.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { requirementIn } from "./continue-sign-in.ts";
import type { OpenInteraction } from "./interaction.ts";
import type { SignInDeps } from "./sign-in-context.ts";

/** Why somebody who is signed in is asked again. */
export type AskedAgain = Readonly<{
  person: Person;
  /** `fresh`: it was too long ago; `stronger`: it was not enough. */
  why: "fresh" | "stronger";
  /** The service would like more and takes what there is. */
  optional: boolean;
  /** No means of this person reach what the service needs. */
  outOfReach: boolean;
}>;

const freshReasons = new Set(["login_prompt", "max_age", "session_too_old"]);

/** What the person was known by when they typed it. */
export const identifierOf = (person: Person): string =>
  person.kind === "citizen" ? person.nationalId : person.username;

/** Whoever is signed in in this browser and why that does not do; undefined when nobody is. */
export const findAskedAgain = async (
  deps: SignInDeps,
  open: OpenInteraction,
): Promise<AskedAgain | undefined> => {
  const { session, prompt } = open.details;
  const { audience } = open.registration;
  const person = session && (await findPerson(deps.db, audience, session.accountId));
  if (!person) return undefined;
  const { minimum } = requirementIn(open);
  const reach = reachOf(await findMeans(deps.db, person)) ?? 0;
  const fresh = prompt.reasons.some((reason) => freshReasons.has(reason));
  if (!fresh && !prompt.reasons.includes("acr_needed")) return undefined;
  return {
    person,
    why: fresh ? "fresh" : "stronger",
    optional: !fresh && (levelOf(session?.acr) ?? 1) >= minimum,
    outOfReach: reach < minimum,
  };
};

/** The sign-in of this browser's session as it was, its time included, to go on with as it is. */
export const findSameSignIn = async (deps: SignInDeps, { details }: OpenInteraction) => {
  const uid = details.session?.uid;
  const session =
    uid === undefined ? undefined : await deps.engine.provider().Session.findByUid(uid);
  if (!session?.accountId || session.loginTs === undefined) return undefined;
  const { accountId, acr = acrOf(1), amr = [], loginTs: ts } = session;
  return { accountId, acr, amr, ts };
};
