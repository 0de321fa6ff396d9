import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { openAnswers, sealAnswers } from "#src/page/sealed-answers.ts";
import { resetSchema, type ResetAnswers } from "./password-reset.ts";

type Db = Kysely<SsoDatabase>;

export type PasswordReset = Readonly<{
  token: string;
  interactionId: string | undefined;
  answers: ResetAnswers;
}>;

const lastsMinutes = 30;
const purpose = "password-reset";
const later = sql<Date>`now() + make_interval(mins => ${lastsMinutes})`;

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
      answers: sealAnswers(key, purpose, token, answers),
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
  return {
    token,
    interactionId: row.interaction_id ?? undefined,
    answers: resetSchema.parse(openAnswers(key, purpose, token, row.answers)),
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
    .set({ answers: sealAnswers(key, purpose, token, answers) })
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
export const sweepResets = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "password_reset", sql`expires_at < now()`, limit);
