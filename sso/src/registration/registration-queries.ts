import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { openAnswers, sealAnswers } from "#src/page/sealed-answers.ts";
import { answersSchema, type Answers } from "./registration.ts";

type Db = Kysely<SsoDatabase>;

export type Registration = Readonly<{
  token: string;
  /** The sign-in it was begun from, to go on there. */
  interactionId: string | undefined;
  answers: Answers;
}>;

const lastsMinutes = 30;
const purpose = "registration";
const later = sql<Date>`now() + make_interval(mins => ${lastsMinutes})`;

export const startRegistration = async (
  db: Db,
  key: Uint8Array,
  { token, interactionId, answers }: Registration,
): Promise<void> => {
  await db
    .insertInto("registration")
    .values({
      token_hash: sha256(token),
      interaction_id: interactionId ?? null,
      answers: sealAnswers(key, purpose, token, answers),
      expires_at: later,
    })
    .execute();
};

/** The registration that this browser has begun, while it lasts and is not finished. */
export const findRegistration = async (
  db: Db,
  key: Uint8Array,
  token: string,
): Promise<Registration | undefined> => {
  const row = await db
    .selectFrom("registration")
    .select(["answers", "interaction_id"])
    .where("token_hash", "=", sha256(token))
    .where("answers", "is not", null)
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirst();
  if (!row?.answers) return undefined;
  const answers = answersSchema.parse(openAnswers(key, purpose, token, row.answers));
  return { token, interactionId: row.interaction_id ?? undefined, answers };
};

/** Keeps new answers; half an hour begins anew. */
export const saveAnswers = async (
  db: Db,
  key: Uint8Array,
  token: string,
  answers: Answers,
): Promise<void> => {
  await db
    .updateTable("registration")
    .set({ answers: sealAnswers(key, purpose, token, answers), expires_at: later })
    .where("token_hash", "=", sha256(token))
    .where("answers", "is not", null)
    .execute();
};

/** Goes on with a sign-in that was opened after the registration was begun. */
export const setRegistrationInteraction = async (
  db: Db,
  token: string,
  interactionId: string,
): Promise<void> => {
  await db
    .updateTable("registration")
    .set({ interaction_id: interactionId })
    .where("token_hash", "=", sha256(token))
    .execute();
};

/** Ends a registration: its answers are gone. False when another request ended it first. */
export const finishRegistration = async (db: Db, token: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("registration")
    .set({ answers: null, expires_at: later })
    .where("token_hash", "=", sha256(token))
    .where("answers", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Lets the browser of a finished registration sign in once as the person who opened an account. */
export const giveSignIn = async (db: Db, token: string, personId: string): Promise<void> => {
  await db
    .updateTable("registration")
    .set({ person_id: personId })
    .where("token_hash", "=", sha256(token))
    .execute();
};

export type FinishedRegistration = Readonly<{
  interactionId: string | undefined;
  /** Undefined once the browser has signed in with it, and where no account was opened here. */
  personId: string | undefined;
}>;

export const findFinishedRegistration = async (
  db: Db,
  token: string,
): Promise<FinishedRegistration | undefined> => {
  const row = await db
    .selectFrom("registration")
    .select(["interaction_id", "person_id"])
    .where("token_hash", "=", sha256(token))
    .where("answers", "is", null)
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirst();
  return (
    row && {
      interactionId: row.interaction_id ?? undefined,
      personId: row.person_id ?? undefined,
    }
  );
};

/** Takes the one sign-in that a finished registration gives; undefined when there is none left. */
export const spendFinishedRegistration = async (
  db: Db,
  token: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ person_id: string }>`
    with found as (
      select token_hash, person_id from registration
      where token_hash = ${sha256(token)} and answers is null and person_id is not null
        and expires_at > now() for update)
    update registration set person_id = null from found
    where registration.token_hash = found.token_hash
    returning found.person_id`.execute(db);
  return rows[0]?.person_id;
};

/** Deletes what was left or has served, at most `limit`; gives how many. */
export const sweepRegistrations = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "registration", sql`expires_at < now()`, limit);
