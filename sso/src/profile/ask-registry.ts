import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import type { Account } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { isSamePerson } from "#src/proofing/claimed-identity.ts";
import {
  endPendingIdentity,
  findPendingIdentity,
  putRegistryFacts,
  recordProofing,
} from "#src/proofing/proofing-queries.ts";
import { proofingByMatch } from "#src/proofing/proofing.ts";
import type { CivilPerson, CivilRegistry } from "#src/registry/civil-registry.ts";
import { takeTry } from "#src/throttle/throttle-queries.ts";
import type { Buckets } from "#src/throttle/throttle.ts";

type Deps = Readonly<{
  db: Kysely<SsoDatabase>;
  buckets: Buckets;
  registry: CivilRegistry;
  encryptionKey: Uint8Array;
}>;

export type Asked = "answered" | "unknown" | "down" | "too-soon";

/** Somebody the registry did not know, or who was too young, may be proven by it now. */
const isProvenNow = async (
  { db, encryptionKey }: Deps,
  account: Account,
  person: CivilPerson,
): Promise<boolean> => {
  if (account.proofing === "none") return true;
  const claim = await findPendingIdentity(db, encryptionKey, account.id);
  return claim !== undefined && isSamePerson(claim, person);
};

/** Asks the civil registry about a person at their own wish, and keeps what it says. */
export const askRegistry = async (deps: Deps, account: Account): Promise<Asked> => {
  const { db, buckets, registry } = deps;
  const { id: personId, nationalId, proofing } = account;
  const taken = await takeTry(db, [buckets("registry/person", `own ${personId}`)]);
  if (!taken.ok) return "too-soon";
  const asker = { nationalId };
  const found = await registry.find(nationalId, { purpose: "identity-proofing", asker });
  if (!found.ok) return found.error.kind;
  const person = found.value;
  const isProven = proofing === "registry" || proofing === "counter";
  if (!isProven && !(await isProvenNow(deps, account, person))) return "unknown";
  await inTransaction(db, async (tx) => {
    if (isProven) return await putRegistryFacts(tx, personId, person);
    const outcome = proofingByMatch(person.dateOfBirth, person.at);
    await putRegistryFacts(tx, personId, person, outcome);
    await endPendingIdentity(tx, personId);
    if (outcome === proofing) return undefined;
    await recordProofing(tx, { personId, outcome, method: "recheck" });
    await recordEvent(tx, { event: "proofing.rechecked", personId, detail: { outcome } });
    return undefined;
  });
  return "answered";
};
