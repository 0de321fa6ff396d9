import { decryptAtRest, encryptAtRest, sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";

type Db = Kysely<SsoDatabase>;

/** How long somebody has to set up their account, in days. */
export const setUpDays = 3;

const context = (staffId: string): string => `staff-set-up/${staffId}`;

/** Keeps the hash of a new code; the one before it is void, and what was begun with it. */
export const putSetUp = async (tx: Db, staffId: string, code: string): Promise<void> => {
  const values = {
    code_hash: sha256(code),
    password_hash: null,
    totp_secret: null,
    created_at: sql<Date>`now()`,
    expires_at: sql<Date>`now() + make_interval(days => ${setUpDays})`,
  };
  await tx
    .insertInto("staff_set_up")
    .values({ staff_id: staffId, ...values })
    .onConflict((conflict) => conflict.column("staff_id").doUpdateSet(values))
    .execute();
};

export const dropSetUp = async (tx: Db, staffId: string): Promise<void> => {
  await tx.deleteFrom("staff_set_up").where("staff_id", "=", staffId).execute();
};

export type SetUp = Readonly<{
  staffId: string;
  passwordHash: string | null;
  /** Base32; shown until it was confirmed. */
  totpSecret: string | undefined;
}>;

const opened = (
  key: Uint8Array,
  row: { staff_id: string; password_hash: string | null; totp_secret: Buffer | null },
): SetUp => ({
  staffId: row.staff_id,
  passwordHash: row.password_hash,
  totpSecret:
    row.totp_secret === null
      ? undefined
      : decryptAtRest(key, row.totp_secret, context(row.staff_id)).toString("utf8"),
});

const select = (db: Db, code: string) =>
  db
    .selectFrom("staff_set_up")
    .select(["staff_id", "password_hash", "totp_secret"])
    .where("code_hash", "=", sha256(code))
    .where(sql<boolean>`expires_at > now()`);

/** What belongs to a code that was given out and is not spent. */
export const findSetUp = async (
  db: Db,
  key: Uint8Array,
  code: string,
): Promise<SetUp | undefined> => {
  const row = await select(db, code).executeTakeFirst();
  return row && opened(key, row);
};

/** The same, held: of two who finish at once the second finds nothing. */
export const lockSetUp = async (
  tx: Db,
  key: Uint8Array,
  code: string,
): Promise<SetUp | undefined> => {
  const row = await select(tx, code).forUpdate().executeTakeFirst();
  return row && opened(key, row);
};

/** Keeps the chosen password and the secret for the authenticator until both are confirmed. */
export const keepChoice = async (
  db: Db,
  key: Uint8Array,
  staffId: string,
  choice: Readonly<{ passwordHash: string; totpSecret: string }>,
): Promise<void> => {
  await db
    .updateTable("staff_set_up")
    .set({
      password_hash: choice.passwordHash,
      totp_secret: encryptAtRest(key, Buffer.from(choice.totpSecret), context(staffId)),
    })
    .where("staff_id", "=", staffId)
    .execute();
};

/** Deletes codes that ran out, at most `limit`; gives how many. */
export const sweepSetUps = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "staff_set_up", sql`expires_at < now()`, limit);
