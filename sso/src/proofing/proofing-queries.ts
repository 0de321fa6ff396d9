import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import { z } from "zod";
import type { SsoDatabase } from "#src/db-types.ts";
import { documentKinds, type CivilPerson } from "#src/registry/civil-registry.ts";
import type { ClaimedIdentity } from "./claimed-identity.ts";
import type { Proofing } from "./proofing.ts";

type Db = Kysely<SsoDatabase>;

export type ProofingRecord = Readonly<{
  personId: string;
  outcome: Proofing | "refused";
  /** Who found it out: the person's own answers, an institution's system, our job, a counter. */
  method: "self" | "institution" | "recheck" | "counter";
  proposedBy?: string | undefined;
  decidedBy?: string | undefined;
  reason?: string | undefined;
}>;

/** Writes down that somebody's identity was checked. Append-only. */
export const recordProofing = async (db: Db, record: ProofingRecord): Promise<void> => {
  await db
    .insertInto("proofing")
    .values({
      person_id: record.personId,
      outcome: record.outcome,
      method: record.method,
      proposed_by: record.proposedBy ?? null,
      decided_by: record.decidedBy ?? null,
      reason: record.reason ?? null,
    })
    .execute();
};

export type ProofingEvent = Readonly<{
  at: Date;
  outcome: Proofing | "refused";
  method: ProofingRecord["method"];
}>;

/** How and when somebody's identity was checked, newest first. */
export const listProofings = async (db: Db, personId: string): Promise<ProofingEvent[]> =>
  await db
    .selectFrom("proofing")
    .select(["at", "outcome", "method"])
    .where("person_id", "=", personId)
    .orderBy("at", "desc")
    .limit(20)
    .$castTo<ProofingEvent>()
    .execute();

/** Name and day of birth as the registry has them now, and what the match is worth. */
export const putRegistryFacts = async (
  db: Db,
  personId: string,
  person: Pick<CivilPerson, "fullName" | "dateOfBirth" | "at">,
  proofing?: Proofing,
): Promise<void> => {
  await db
    .updateTable("account")
    .set({
      name: JSON.stringify(person.fullName),
      date_of_birth: person.dateOfBirth,
      registry_checked_at: person.at,
      updated_at: sql`now()`,
      ...(proofing === undefined ? {} : { proofing }),
    })
    .where("id", "=", personId)
    .execute();
};

export const setProofing = async (db: Db, personId: string, proofing: Proofing): Promise<void> => {
  await db
    .updateTable("account")
    .set({ proofing, updated_at: sql`now()` })
    .where("id", "=", personId)
    .execute();
};

const claimSchema = z.object({
  nationalId: z.string(),
  firstName: z.string(),
  familyName: z.string(),
  dateOfBirth: z.string(),
  document: z.object({ kind: z.enum(documentKinds), number: z.string() }),
});

const contextOf = (personId: string): string => `pending-identity/${personId}`;

/** Keeps what somebody said of themselves, until the registry knows them. */
export const keepPendingIdentity = async (
  db: Db,
  key: Uint8Array,
  personId: string,
  claim: ClaimedIdentity,
): Promise<void> => {
  const sealed = encryptAtRest(key, Buffer.from(JSON.stringify(claim)), contextOf(personId));
  await db.insertInto("pending_identity").values({ person_id: personId, sealed }).execute();
};

const open = (key: Uint8Array, personId: string, sealed: Buffer): ClaimedIdentity =>
  claimSchema.parse(JSON.parse(decryptAtRest(key, sealed, contextOf(personId)).toString("utf8")));

export const findPendingIdentity = async (
  db: Db,
  key: Uint8Array,
  personId: string,
): Promise<ClaimedIdentity | undefined> => {
  const row = await db
    .selectFrom("pending_identity")
    .select("sealed")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row && open(key, personId, row.sealed);
};

/** They wait no longer. False when they did not wait. */
export const endPendingIdentity = async (db: Db, personId: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("pending_identity")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

export type DueIdentity = Readonly<{ personId: string; claim: ClaimedIdentity }>;

/**
 * Takes the people whose turn it is to be asked about again, at most `limit`. Each waits twice as
 * long as the time before, from an hour to a day, whatever becomes of this time.
 */
export const takeDueIdentities = async (
  db: Db,
  key: Uint8Array,
  limit: number,
): Promise<DueIdentity[]> => {
  const { rows } = await sql<{ person_id: string; sealed: Buffer }>`
    update pending_identity set checks = checks + 1, next_check_at = now()
      + least(interval '1 day', interval '1 hour' * power(2, least(checks, 10)))
    where person_id in
      (select person_id from pending_identity where next_check_at <= now()
        order by next_check_at limit ${limit} for update skip locked)
    returning person_id, sealed`.execute(db);
  return rows.map(({ person_id, sealed }) => ({
    personId: person_id,
    claim: open(key, person_id, sealed),
  }));
};
