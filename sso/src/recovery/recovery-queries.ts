import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Account } from "#src/account/account.ts";
import type { Recovery, RecoveryState } from "./recovery.ts";

type Db = Kysely<SsoDatabase>;

export type KeptRecovery = Recovery & Readonly<{ id: string; personId: string; newPhone: string }>;

/** Begins a recovery; undefined when the person has one under way. */
export const insertRecovery = async (
  db: Db,
  recovery: Readonly<{ personId: string; newPhone: string; proposedBy: string; at: Date }>,
): Promise<string | undefined> => {
  const row = await db
    .insertInto("recovery")
    .values({
      person_id: recovery.personId,
      new_phone: recovery.newPhone,
      proposed_by: recovery.proposedBy,
      proposed_at: recovery.at,
    })
    .onConflict((conflict) =>
      conflict
        .column("person_id")
        .where(sql<boolean>`state in ('proposed', 'waiting')`)
        .doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

const select = (db: Db) =>
  db
    .selectFrom("recovery")
    .select([
      "id",
      "person_id as personId",
      "state",
      "new_phone as newPhone",
      "proposed_by as proposedBy",
      "proposed_at as proposedAt",
      "ready_at",
    ]);

type Row = Readonly<
  Omit<KeptRecovery, "state" | "readyAt"> & { state: string; ready_at: Date | null }
>;

const recoveryOf = ({ ready_at, state, ...row }: Row): KeptRecovery => ({
  ...row,
  state: state as RecoveryState,
  readyAt: ready_at ?? undefined,
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A recovery by its id, locked where `lock` says so: acts happen one after the other. */
export const findRecovery = async (
  db: Db,
  id: string,
  { lock = false }: Readonly<{ lock?: boolean }> = {},
): Promise<KeptRecovery | undefined> => {
  if (!uuid.test(id)) return undefined;
  const query = select(db).where("id", "=", id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && recoveryOf(row);
};

export const findOpenRecovery = async (
  db: Db,
  personId: string,
): Promise<KeptRecovery | undefined> => {
  const row = await select(db)
    .where("person_id", "=", personId)
    .where("state", "in", ["proposed", "waiting"])
    .executeTakeFirst();
  return row && recoveryOf(row);
};

export const confirmRecovery = async (
  db: Db,
  id: string,
  by: Readonly<{ registrarId: string; at: Date; readyAt: Date }>,
): Promise<void> => {
  await db
    .updateTable("recovery")
    .set({
      state: "waiting",
      confirmed_by: by.registrarId,
      confirmed_at: by.at,
      ready_at: by.readyAt,
    })
    .where("id", "=", id)
    .execute();
};

export const endRecovery = async (
  db: Db,
  id: string,
  state: "stopped" | "refused",
  by: Readonly<{ at: Date; reason: string }>,
): Promise<void> => {
  await db
    .updateTable("recovery")
    .set({ state, ended_at: by.at, reason: by.reason })
    .where("id", "=", id)
    .execute();
};

export const completeRecovery = async (
  db: Db,
  id: string,
  by: Readonly<{ registrarId: string; at: Date; setupHash: Buffer; setupExpiresAt: Date }>,
): Promise<void> => {
  await db
    .updateTable("recovery")
    .set({
      state: "completed",
      completed_by: by.registrarId,
      ended_at: by.at,
      setup_hash: by.setupHash,
      setup_expires_at: by.setupExpiresAt,
    })
    .where("id", "=", id)
    .execute();
};

/** Whether the person has signed in since: the owner is there and needs no recovery. */
export const hasSignedInSince = async (db: Db, personId: string, since: Date): Promise<boolean> => {
  const row = await db
    .selectFrom("audit_event")
    .select("id")
    .where("person_id", "=", personId)
    .where("event", "=", "sign-in.completed")
    .where("at", ">=", since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** The person whose printed code this is, while it works, and how their account stands. */
export const findSetup = async (
  db: Db,
  setupHash: Buffer,
  now: Date,
): Promise<
  Readonly<{ recoveryId: string; personId: string; status: Account["status"] }> | undefined
> =>
  await db
    .selectFrom("recovery")
    .innerJoin("account", "account.id", "recovery.person_id")
    .select(["recovery.id as recoveryId", "person_id as personId", "account.status as status"])
    .where("setup_hash", "=", setupHash)
    .where("setup_expires_at", ">", now)
    .executeTakeFirst();

/** Spends a printed code. False when it was used before. */
export const spendSetup = async (db: Db, recoveryId: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("recovery")
    .set({ setup_hash: null })
    .where("id", "=", recoveryId)
    .where("setup_hash", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

export type ListedRecovery = Readonly<{
  id: string;
  personName: Text;
  nationalId: string;
  state: string;
  proposedAt: Date;
  readyAt: Date | null;
}>;

/** Recoveries under way, the oldest first. */
export const listOpenRecoveries = async (db: Db, limit: number): Promise<ListedRecovery[]> =>
  await db
    .selectFrom("recovery")
    .innerJoin("account", "account.id", "recovery.person_id")
    .select([
      "recovery.id as id",
      "account.name as personName",
      "account.national_id as nationalId",
      "state",
      "proposed_at as proposedAt",
      "ready_at as readyAt",
    ])
    .where("state", "in", ["proposed", "waiting"])
    .orderBy("proposed_at")
    .limit(limit)
    .execute();
