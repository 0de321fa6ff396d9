import { decryptAtRest, encryptAtRest, sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { resetSchema, type ResetAnswers } from "./password-reset.ts";

type Db = Kysely<SsoDatabase>;

export type PasswordReset = Readonly<{
  token: string;
  interactionId: string | undefined;
  answers: ResetAnswers;
}>;

const lastsMinutes = 30;
const contextOf = (token: string): string => `password-reset/${sha256(token).toString("hex")}`;
const later = sql<Date>`now() + make_interval(mins => ${lastsMinutes})`;

const seal = (key: Uint8Array, token: string, answers: ResetAnswers): Buffer =>
  encryptAtRest(key, Buffer.from(JSON.stringify(answers)), contextOf(token));

export const startReset = async (
  db: Db,
  key: Uint8Array,
  { token, interactionId, answers }: PasswordReset,
): Promise<void> => {
  await db
    .insertInto("password_reset")
    .values({
      token_hash: sha256(token),
      interaction_id: interactionId ?? null,
      answers: seal(key, token, answers),
      expires_at: later,
    })
    .execute();
};

export const findReset = async (
  db: Db,
  key: Uint8Array,
  token: string,
): Promise<PasswordReset | undefined> => {
  const row = await db
    .selectFrom("password_reset")
    .select(["answers", "interaction_id"])
    .where("token_hash", "=", sha256(token))
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirst();
  if (!row) return undefined;
  const text = decryptAtRest(key, row.answers, contextOf(token)).toString("utf8");
  return {
    token,
    interactionId: row.interaction_id ?? undefined,
    answers: resetSchema.parse(JSON.parse(text)),
  };
};

export const saveReset = async (
  db: Db,
  key: Uint8Array,
  token: string,
  answers: ResetAnswers,
): Promise<void> => {
  await db
    .updateTable("password_reset")
    .set({ answers: seal(key, token, answers) })
    .where("token_hash", "=", sha256(token))
    .execute();
};

/** Ends it. False when another request ended it first. */
export const endReset = async (db: Db, token: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("password_reset")
    .where("token_hash", "=", sha256(token))
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

/** Deletes what was left, at most `limit`; gives how many. */
export const sweepResets = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from password_reset where token_hash in
      (select token_hash from password_reset where expires_at < now() limit ${limit})
    returning 1`.execute(db);
  return rows.length;
};
