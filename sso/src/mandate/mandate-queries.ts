import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Mandate, MandateKind, MandateRole, MandateState } from "./mandate.ts";

type Db = Kysely<SsoDatabase>;

const select = (db: Db) =>
  db
    .selectFrom("mandate")
    .select([
      "mandate.id",
      "mandate.kind",
      "representative_id as representativeId",
      "represented_number as representedNumber",
      "represented_name as representedName",
      "role",
      "services",
      "state",
      "valid_from as validFrom",
      "valid_until as validUntil",
      "answer_until as answerUntil",
      "checked_at as checkedAt",
      "ended_by as endedBy",
    ]);

export const findMandate = async (db: Db, id: string): Promise<Mandate | undefined> =>
  await select(db).where("mandate.id", "=", id).executeTakeFirst();

/** The mandate, kept from all others until the transaction ends. */
export const lockMandate = async (tx: Db, id: string): Promise<Mandate | undefined> =>
  await select(tx).where("mandate.id", "=", id).forUpdate().executeTakeFirst();

/** A person's mandates that follow a registry, kept from others until the transaction ends. */
export const lockRegistryMandates = async (
  tx: Db,
  representativeId: string,
  kind: MandateKind,
): Promise<Mandate[]> =>
  await select(tx)
    .where("representative_id", "=", representativeId)
    .where("kind", "=", kind)
    .orderBy("represented_number")
    .forUpdate()
    .execute();

/** What a person may have a right to use: their active mandates of these kinds. */
export const listActiveMandates = async (
  db: Db,
  representativeId: string,
  kinds: readonly MandateKind[],
): Promise<Mandate[]> =>
  await select(db)
    .where("representative_id", "=", representativeId)
    .where("kind", "in", kinds.length === 0 ? ["none" as MandateKind] : [...kinds])
    .where("state", "=", "active")
    .orderBy(sql`array_position(array['company','child','attorney'], kind)`)
    .orderBy(sql`represented_name->>'ar'`)
    .limit(200)
    .execute();

export type NewMandate = Omit<Mandate, "id" | "endedBy">;

/** Writes a new mandate down; undefined when such a one is there already. */
export const insertMandate = async (tx: Db, mandate: NewMandate): Promise<string | undefined> => {
  const row = await tx
    .insertInto("mandate")
    .values({
      kind: mandate.kind,
      representative_id: mandate.representativeId,
      represented_number: mandate.representedNumber,
      represented_name: JSON.stringify(mandate.representedName),
      role: mandate.role,
      services: mandate.services === null ? null : [...mandate.services],
      state: mandate.state,
      valid_from: mandate.validFrom,
      valid_until: mandate.validUntil,
      answer_until: mandate.answerUntil,
      checked_at: mandate.checkedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

export const saveState = async (
  tx: Db,
  id: string,
  state: MandateState,
  endedBy: Mandate["endedBy"],
): Promise<void> => {
  await tx
    .updateTable("mandate")
    .set({ state, ended_by: endedBy, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
};

/** Brings a mandate up to what its registry just said. */
export const saveConfirmation = async (
  tx: Db,
  id: string,
  fact: Readonly<{ name: Text; role: MandateRole; until: Date | null }>,
  now: Date,
): Promise<void> => {
  await tx
    .updateTable("mandate")
    .set({
      represented_name: JSON.stringify(fact.name),
      role: fact.role,
      valid_until: fact.until,
      checked_at: now,
    })
    .where("id", "=", id)
    .execute();
};

/** Mandates that the calendar has ended, the longest over first. */
export const listDueMandates = async (db: Db, now: Date, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom("mandate")
    .select("id")
    .where((is) =>
      is.or([
        is.and([is("state", "in", ["proposed", "active"]), is("valid_until", "<=", now)]),
        is.and([is("state", "=", "proposed"), is("answer_until", "<=", now)]),
      ]),
    )
    .orderBy("valid_until")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};

export type Unconfirmed = Readonly<{ representativeId: string; kind: "company" | "child" }>;

/** Whose registry mandates were last confirmed before this moment, the oldest first. */
export const listUnconfirmed = async (
  db: Db,
  before: Date,
  limit: number,
): Promise<Unconfirmed[]> => {
  const rows = await db
    .selectFrom("mandate")
    .select(["representative_id as representativeId", "kind"])
    .where("state", "=", "active")
    .where("kind", "<>", "attorney")
    .where("checked_at", "<", before)
    .groupBy(["representative_id", "kind"])
    .orderBy(sql`min(checked_at)`)
    .limit(limit)
    .execute();
  return rows.map(({ representativeId, kind }) => ({
    representativeId,
    kind: kind as Unconfirmed["kind"],
  }));
};
