import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { codeSeconds, maxAttempts, maxSends } from "./otp.ts";

type Db = Kysely<SsoDatabase>;

/** Keeps the hash of a newly sent code. False when this sign-in has had its share of codes. */
export const saveChallenge = async (
  db: Db,
  interactionId: string,
  hash: Buffer,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into otp_challenge (interaction_id, code_hash, expires_at)
    values (${interactionId}, ${hash}, now() + make_interval(secs => ${codeSeconds}))
    on conflict (interaction_id) do update set code_hash = excluded.code_hash, attempts = 0,
      sends = otp_challenge.sends + 1, sent_at = now(), expires_at = excluded.expires_at
      where otp_challenge.sends < ${maxSends}
    returning 1`.execute(db);
  return rows.length === 1;
};

/** Counts an attempt before it is judged; undefined when the code is spent, old or unknown. */
export const takeAttempt = async (db: Db, interactionId: string): Promise<Buffer | undefined> => {
  const row = await db
    .updateTable("otp_challenge")
    .set({ attempts: sql`attempts + 1` })
    .where("interaction_id", "=", interactionId)
    .where("attempts", "<", maxAttempts)
    .where(sql<boolean>`expires_at > now()`)
    .returning("code_hash")
    .executeTakeFirst();
  return row?.code_hash;
};
