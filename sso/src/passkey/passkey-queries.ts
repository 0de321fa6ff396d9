import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { challengeSeconds } from "./passkey-challenge.ts";
import type { NewPasskey, Passkey } from "./passkey.ts";

type Db = Kysely<SsoDatabase>;

const select = (db: Db) =>
  db
    .selectFrom("passkey")
    .select([
      "id",
      "person_id as personId",
      "credential_id as credentialId",
      "public_key as publicKey",
      "transports",
      "synced",
      "name",
      "created_at as createdAt",
      "last_used_at as lastUsedAt",
      "copied_at as copiedAt",
    ]);

export const findPasskey = async (db: Db, credentialId: Buffer): Promise<Passkey | undefined> =>
  await select(db).where("credential_id", "=", credentialId).executeTakeFirst();

/** A person's keys, the oldest first. */
export const listPasskeys = async (db: Db, personId: string): Promise<Passkey[]> =>
  await select(db).where("person_id", "=", personId).orderBy("id").execute();

/** Keeps a new key. False when it is known already, whoever's it is. */
export const insertPasskey = async (
  db: Db,
  personId: string,
  name: string,
  passkey: NewPasskey,
): Promise<boolean> => {
  const row = await db
    .insertInto("passkey")
    .values({
      person_id: personId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: BigInt(passkey.counter),
      transports: [...passkey.transports],
      synced: passkey.synced,
      name,
    })
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
};

/**
 * Moves a key's counter on. False when it stands still or falls behind, unless the device has
 * none and always says 0; and false for a key that was copied.
 */
export const advanceCounter = async (db: Db, id: string, counter: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("passkey")
    .set({ counter: BigInt(counter), last_used_at: sql`now()` })
    .where("id", "=", id)
    .where("copied_at", "is", null)
    .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter} = 0))`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** From now on the key opens nothing. */
export const markCopied = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable("passkey")
    .set({ copied_at: sql`coalesce(copied_at, now())` })
    .where("id", "=", id)
    .execute();
};

/** Removes a person's key; gives its name, or undefined when it is not theirs. */
export const deletePasskey = async (db: Db, personId: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("passkey")
    .where("person_id", "=", personId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

/** Spends a challenge. False when it was answered before. */
export const spendChallenge = async (db: Db, challenge: string): Promise<boolean> => {
  const row = await db
    .insertInto("spent_challenge")
    .values({
      hash: sha256(challenge),
      expires_at: sql<Date>`now() + make_interval(secs => ${challengeSeconds})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("hash")
    .executeTakeFirst();
  return row !== undefined;
};

/** Forgets challenges that are stale anyway, at most `limit`; gives how many. */
export const sweepChallenges = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "spent_challenge", sql`expires_at < now()`, limit);
