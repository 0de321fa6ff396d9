import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { codeSeconds, maxAttempts, maxSends } from "./otp.ts";

type Db = Kysely<SsoDatabase>;

/** After this long without a code, the count of codes sent begins anew. */
const quietMinutes = 30;

export type ContactCodeKey = Readonly<{ purpose: string; subject: string }>;

/** Keeps the hash of a new code in place of the one before. False after too many codes. */
export const saveContactCode = async (
  db: Db,
  { purpose, subject }: ContactCodeKey,
  hash: Buffer,
): Promise<boolean> => {
  const quiet = sql`contact_code.sent_at < now() - make_interval(mins => ${quietMinutes})`;
  const { rows } = await sql`
    insert into contact_code (purpose, subject, code_hash, expires_at)
    values (${purpose}, ${subject}, ${hash}, now() + make_interval(secs => ${codeSeconds}))
    on conflict (purpose, subject) do update set code_hash = excluded.code_hash, attempts = 0,
      sends = case when ${quiet} then 1 else contact_code.sends + 1 end,
      sent_at = now(), expires_at = excluded.expires_at
      where ${quiet} or contact_code.sends < ${maxSends}
    returning 1`.execute(db);
  return rows.length === 1;
};

/** Counts an attempt before it is judged; undefined when the code is spent, old or unknown. */
export const takeContactAttempt = async (
  db: Db,
  { purpose, subject }: ContactCodeKey,
): Promise<Buffer | undefined> => {
  const row = await db
    .updateTable("contact_code")
    .set({ attempts: sql`attempts + 1` })
    .where("purpose", "=", purpose)
    .where("subject", "=", subject)
    .where("attempts", "<", maxAttempts)
    .where(sql<boolean>`expires_at > now()`)
    .returning("code_hash")
    .executeTakeFirst();
  return row?.code_hash;
};

/** Spends a code that was right. False when another request spent it first. */
export const spendContactCode = async (
  db: Db,
  { purpose, subject }: ContactCodeKey,
  hash: Buffer,
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("contact_code")
    .where("purpose", "=", purpose)
    .where("subject", "=", subject)
    .where("code_hash", "=", hash)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

/** Deletes codes of a day ago, at most `limit`; gives how many. */
export const sweepContactCodes = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "contact_code", sql`sent_at < now() - interval '1 day'`, limit);
