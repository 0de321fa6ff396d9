import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { findAccountByNationalId } from "#src/account/account-queries.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { isSamePerson, type ClaimedIdentity } from "#src/proofing/claimed-identity.ts";
import type { CivilRegistry } from "#src/registry/civil-registry.ts";
import { takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import type { Buckets } from "#src/throttle/throttle.ts";
import type { Answers } from "./registration.ts";

export type ConfirmDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  buckets: Buckets;
  registry: CivilRegistry;
}>;

export type ConfirmFailure =
  | Throttled
  | Readonly<{ kind: "down" }>
  | Readonly<{ kind: "deceased" }>
  | Readonly<{ kind: "exists" }>;

/** The identity that the answers claim, once all four questions about it are answered. */
export const claimOf = (answers: Answers): ClaimedIdentity | undefined => {
  const { nationalId, firstName, familyName, dateOfBirth, document } = answers;
  if (!nationalId || !firstName || !familyName || !dateOfBirth || !document) return undefined;
  return { nationalId, firstName, familyName, dateOfBirth, document };
};

/**
 * Asks the civil registry, once, whoever is claimed. Nobody of that number, another day of birth,
 * another name and another document are one answer: `unconfirmed`. What is true of the person
 * alone (they died, they have an account) is told to who knows all of it.
 */
export const confirmIdentity = async (
  { db, buckets, registry }: ConfirmDeps,
  claim: ClaimedIdentity,
  origin: RequestOrigin,
): Promise<Result<NonNullable<Answers["outcome"]>, ConfirmFailure>> => {
  const counted = [
    buckets("registry/person", claim.nationalId),
    buckets("registry/address", origin.address),
  ];
  const taken = await takeTry(db, counted);
  if (!taken.ok) return taken;
  const account = await findAccountByNationalId(db, claim.nationalId);
  const found = await registry.find(claim.nationalId, {
    purpose: "identity-proofing",
    asker: { nationalId: claim.nationalId },
  });
  if (!found.ok && found.error.kind === "down") return err({ kind: "down" });
  const matches = found.ok && isSamePerson(claim, found.value);
  const event = matches ? "registration.matched" : "registration.unconfirmed";
  await recordEvent(db, { event, ...origin });
  if (!matches) return ok({ kind: "unconfirmed" });
  const { fullName, dateOfBirth, at, isAlive } = found.value;
  if (!isAlive) return err({ kind: "deceased" });
  if (account && account.proofing !== "pending") return err({ kind: "exists" });
  return ok({ kind: "matched", name: fullName, dateOfBirth, at: at.toISOString() });
};
