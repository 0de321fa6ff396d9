import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { Person } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Factor } from "#src/factor/factor.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import type { Origin } from "#src/sign-in/password-step.ts";
import type { PasskeyFailure } from "./passkey-failure.ts";
import { isOwnChallenge } from "./passkey-challenge.ts";
import { advanceCounter, findPasskey, markCopied, spendChallenge } from "./passkey-queries.ts";
import { challengeIn, isHandleOf, verifyAssertion, type Assertion, type Site } from "./passkey.ts";

export type PasskeyDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  encryptionKey: Uint8Array;
  site: Site;
}>;

export type PasskeyTry = Readonly<{
  /** What the challenge was made for. */
  about: string;
  answer: Assertion;
  audience: "citizens" | "staff";
  /** Whose key it has to be, where that is settled. */
  personId?: string | undefined;
  origin: Origin;
}>;

/** Judges a passkey's answer; gives whose it is and which factor it proves. */
export const checkPasskey = async (
  { db, encryptionKey, site }: PasskeyDeps,
  { about, answer, audience, personId, origin }: PasskeyTry,
): Promise<Result<{ person: Person; factor: Factor }, PasskeyFailure>> => {
  const challenge = challengeIn(answer.response);
  if (!isOwnChallenge(encryptionKey, about, challenge)) return err("stale");
  const passkey = await findPasskey(db, Buffer.from(answer.id, "base64url"));
  const person = passkey && (await findPerson(db, audience, passkey.personId));
  if (!passkey || !person) return err("unknown");
  const refuse = async (failure: PasskeyFailure) => {
    const detail = { passkey: passkey.id, reason: failure };
    const event = failure === "copied" ? "passkey.copied" : "sign-in.passkey-refused";
    await recordEvent(db, { event, personId: person.id, ...origin, detail });
    return err(failure);
  };
  if (personId !== undefined && personId !== person.id) return await refuse("other-person");
  const { userHandle } = answer.response;
  if (userHandle !== undefined || personId === undefined) {
    if (!isHandleOf(userHandle, person.id)) return await refuse("refused");
  }
  const verified = await verifyAssertion(site, answer, passkey, challenge);
  if (!verified.ok) return await refuse("refused");
  if (!(await spendChallenge(db, challenge))) return err("stale");
  if (!(await advanceCounter(db, passkey.id, verified.value.counter))) {
    await markCopied(db, passkey.id);
    return await refuse("copied");
  }
  return ok({ person, factor: passkey.synced ? "synced-passkey" : "passkey" });
};
