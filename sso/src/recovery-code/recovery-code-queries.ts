import { sql, type Kysely, type Transaction } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** Puts new codes in the place of all that were before. */
export const replaceRecoveryCodes = async (
  tx: Transaction<SsoDatabase>,
  personId: string,
  hashes: readonly Buffer[],
): Promise<void> => {
  await tx.deleteFrom("recovery_code").where("person_id", "=", personId).execute();
  await tx
    .insertInto("recovery_code")
    .values(hashes.map((hash) => ({ person_id: personId, hash })))
    .execute();
};

/** Spends a code: `used` when it was spent before, `wrong` when it is none of theirs. */
export const spendRecoveryCode = async (
  db: Db,
  personId: string,
  hash: Buffer,
): Promise<"spent" | "used" | "wrong"> => {
  const { numUpdatedRows } = await db
    .updateTable("recovery_code")
    .set({ used_at: sql`now()` })
    .where("person_id", "=", personId)
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return "spent";
  const known = await db
    .selectFrom("recovery_code")
    .select("hash")
    .where("person_id", "=", personId)
    .where("hash", "=", hash)
    .executeTakeFirst();
  return known ? "used" : "wrong";
};

/** How many codes are left, of how many; undefined when none were ever made. */
export const countRecoveryCodes = async (
  db: Db,
  personId: string,
): Promise<{ left: number; made: number; madeAt: Date } | undefined> => {
  const row = await db
    .selectFrom("recovery_code")
    .select(({ fn }) => [
      fn.countAll<bigint>().as("made"),
      fn.countAll<bigint>().filterWhere("used_at", "is", null).as("left"),
      fn.min<Date | null>("created_at").as("madeAt"),
    ])
    .where("person_id", "=", personId)
    .executeTakeFirst();
  if (!row?.madeAt) return undefined;
  return { left: Number(row.left), made: Number(row.made), madeAt: row.madeAt };
};
