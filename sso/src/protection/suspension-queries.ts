import { sql, type Kysely, type Transaction } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;
type Tx = Transaction<SsoDatabase>;

export type SuspensionKind = "protection" | "intervention" | "proofing";

/** A suspension that holds. */
export type Suspension = Readonly<{
  id: string;
  kind: SuspensionKind;
  beganAt: Date;
  beganBy: string | null;
  reason: string | null;
  liftAskedAt: Date | null;
  liftAskedBy: string | null;
  liftReason: string | null;
}>;

const setStatus = async (tx: Tx, personId: string, status: "active" | "suspended") => {
  const change = { status, updated_at: sql<Date>`now()` };
  await tx.updateTable("account").set(change).where("id", "=", personId).execute();
  await tx.updateTable("staff").set(change).where("id", "=", personId).execute();
};

/** Suspends an account. False where it is suspended already. */
export const suspend = async (
  tx: Tx,
  personId: string,
  suspension: Readonly<{ kind: SuspensionKind; by?: string; reason?: string }>,
): Promise<boolean> => {
  const row = await tx
    .insertInto("suspension")
    .values({
      person_id: personId,
      kind: suspension.kind,
      began_by: suspension.by ?? null,
      reason: suspension.reason ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (row) await setStatus(tx, personId, "suspended");
  return row !== undefined;
};

/** The suspension that holds; within a transaction nobody else changes it until its end. */
export const findSuspension = async (
  db: Db,
  personId: string,
  { lock = false }: Readonly<{ lock?: boolean }> = {},
): Promise<Suspension | undefined> => {
  const query = db
    .selectFrom("suspension")
    .select([
      "id",
      "kind",
      "began_at as beganAt",
      "began_by as beganBy",
      "reason",
      "lift_asked_at as liftAskedAt",
      "lift_asked_by as liftAskedBy",
      "lift_reason as liftReason",
    ])
    .where("person_id", "=", personId)
    .where("lifted_at", "is", null);
  return await (lock ? query.forUpdate() : query).executeTakeFirst();
};

/** Notes that an operator asks for a suspension to be lifted; another decides. */
export const askLift = async (
  tx: Tx,
  personId: string,
  ask: Readonly<{ by: string; reason: string }>,
): Promise<void> => {
  await tx
    .updateTable("suspension")
    .set({ lift_asked_at: sql`now()`, lift_asked_by: ask.by, lift_reason: ask.reason })
    .where("person_id", "=", personId)
    .where("lifted_at", "is", null)
    .execute();
};

/** Lets the account work again. */
export const lift = async (tx: Tx, personId: string, by: string): Promise<void> => {
  await tx
    .updateTable("suspension")
    .set({ lifted_at: sql`now()`, lifted_by: by })
    .where("person_id", "=", personId)
    .where("lifted_at", "is", null)
    .execute();
  await setStatus(tx, personId, "active");
};

/** True where a suspension was lifted after this moment: links of before protect no more. */
export const wasLiftedSince = async (db: Db, personId: string, at: Date): Promise<boolean> => {
  const row = await db
    .selectFrom("suspension")
    .select("id")
    .where("person_id", "=", personId)
    .where("lifted_at", ">=", at)
    .executeTakeFirst();
  return row !== undefined;
};
