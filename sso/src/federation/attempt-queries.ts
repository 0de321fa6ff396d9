import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";

type Db = Kysely<SsoDatabase>;

/** A visit to a provider, from leaving our page to coming back. */
export type Attempt = Readonly<{
  interactionId: string;
  providerId: string;
  nonce: string;
  verifier: string;
  maxAgeS: number | null;
}>;

export const insertAttempt = async (db: Db, state: string, attempt: Attempt): Promise<void> => {
  await db
    .insertInto("federation_attempt")
    .values({
      state_hash: sha256(state),
      interaction_id: attempt.interactionId,
      provider_id: attempt.providerId,
      nonce: attempt.nonce,
      verifier: attempt.verifier,
      max_age_s: attempt.maxAgeS,
    })
    .execute();
};

/** A visit that is still out, of this provider alone: another's answer finds nothing. */
export const findAttempt = async (
  db: Db,
  state: string,
  providerId: string,
): Promise<Attempt | undefined> =>
  await db
    .selectFrom("federation_attempt")
    .select(["interaction_id as interactionId", "provider_id as providerId", "nonce", "verifier"])
    .select("max_age_s as maxAgeS")
    .where("state_hash", "=", sha256(state))
    .where("provider_id", "=", providerId)
    .where("staff_id", "is", null)
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirst();

/** Notes whom the provider proved, until the browser that left comes for it. */
export const proveAttempt = async (
  db: Db,
  state: string,
  proved: Readonly<{ staffId: string; secondFactor: boolean }>,
): Promise<void> => {
  await db
    .updateTable("federation_attempt")
    .set({ staff_id: proved.staffId, second_factor: proved.secondFactor })
    .where("state_hash", "=", sha256(state))
    .where("staff_id", "is", null)
    .execute();
};

/** Spends what was proved, for the sign-in that it began in: one caller alone gets it. */
export const takeProof = async (
  db: Db,
  state: string,
  interactionId: string,
): Promise<{ staffId: string; secondFactor: boolean } | undefined> => {
  const row = await db
    .deleteFrom("federation_attempt")
    .where("state_hash", "=", sha256(state))
    .where("interaction_id", "=", interactionId)
    .where("staff_id", "is not", null)
    .where(sql<boolean>`expires_at > now()`)
    .returning(["staff_id", "second_factor"])
    .executeTakeFirst();
  return row?.staff_id
    ? { staffId: row.staff_id, secondFactor: row.second_factor === true }
    : undefined;
};

/** Deletes visits that did not come back, at most `limit`; gives how many. */
export const sweepAttempts = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "federation_attempt", sql`expires_at < now()`, limit);
