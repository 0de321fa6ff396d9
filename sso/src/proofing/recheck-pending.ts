import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import type { CivilPerson, CivilRegistry } from "#src/registry/civil-registry.ts";
import { isSamePerson } from "./claimed-identity.ts";
import {
  endPendingIdentity,
  putRegistryFacts,
  recordProofing,
  takeDueIdentities,
} from "./proofing-queries.ts";
import { proofingByMatch } from "./proofing.ts";

export type RecheckDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  encryptionKey: Uint8Array;
  registry: CivilRegistry;
}>;

/** As many at a time as the registry answers in a few minutes. */
const most = 100;

const confirm = async (
  { db }: RecheckDeps,
  personId: string,
  person: CivilPerson,
): Promise<boolean> =>
  await inTransaction(db, async (tx) => {
    // A counter may have proven them meanwhile.
    if (!(await endPendingIdentity(tx, personId))) return false;
    const outcome = proofingByMatch(person.dateOfBirth, person.at);
    await putRegistryFacts(tx, personId, person, outcome);
    await recordProofing(tx, { personId, outcome, method: "recheck" });
    await recordEvent(tx, { event: "proofing.rechecked", personId, detail: { outcome } });
    await queueNotice(tx, { personId, kind: "identity-confirmed" });
    return true;
  });

/**
 * Asks the civil registry again about people it did not know when they opened an account. Who now
 * matches all they said of themselves is confirmed and told; gives how many. Stops at a registry
 * that is down: their turn comes again.
 */
export const recheckPending = async (deps: RecheckDeps): Promise<number> => {
  const due = await takeDueIdentities(deps.db, deps.encryptionKey, most);
  let confirmed = 0;
  for (const { personId, claim } of due) {
    const found = await deps.registry.find(claim.nationalId, {
      purpose: "identity-proofing",
      asker: { nationalId: claim.nationalId },
    });
    if (!found.ok && found.error.kind === "down") break;
    const matches = found.ok && found.value.isAlive && isSamePerson(claim, found.value);
    if (matches && (await confirm(deps, personId, found.value))) confirmed += 1;
  }
  return confirmed;
};
