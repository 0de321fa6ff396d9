import { sql, type Kysely, type Transaction } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { inSigningOrder, newSigningKey, openKey, sealKey, type SigningKey } from "./signing-key.ts";

type Db = Kysely<SsoDatabase>;
type Tx = Transaction<SsoDatabase>;

/** Every key that verifiers must know, the signing one first. */
export const listSigningKeys = async (db: Db, encryptionKey: Uint8Array): Promise<SigningKey[]> => {
  const rows = await db.selectFrom("signing_key").select(["kid", "state", "private_jwk"]).execute();
  return inSigningOrder(
    rows.map(({ kid, state, private_jwk }) => ({
      kid,
      state,
      jwk: openKey(encryptionKey, kid, private_jwk),
    })),
  );
};

/** Changes whenever a key does: cheap to ask often. */
export const signingKeyRevision = async (db: Db): Promise<string> => {
  const rows = await db.selectFrom("signing_key").select(["kid", "state"]).orderBy("kid").execute();
  return rows.map(({ kid, state }) => `${kid}:${state}`).join(" ");
};

/** One process at a time changes keys; the lock ends with the transaction. */
export const lockSigningKeys = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(7306, 1)`.execute(tx);
};

export const insertSigningKey = async (
  tx: Tx,
  encryptionKey: Uint8Array,
  state: "active" | "published",
): Promise<string> => {
  const { kid, jwk } = await newSigningKey();
  await tx
    .insertInto("signing_key")
    .values({
      kid,
      state,
      private_jwk: sealKey(encryptionKey, kid, jwk),
      ...(state === "active" ? { promoted_at: sql<Date>`now()` } : {}),
    })
    .execute();
  return kid;
};

/** The published key waiting for promotion, and for how many seconds it has been known. */
export const findPublishedKey = async (
  tx: Tx,
): Promise<{ kid: string; ageSeconds: number } | undefined> =>
  await tx
    .selectFrom("signing_key")
    .select(["kid", sql<number>`extract(epoch from now() - created_at)::float8`.as("ageSeconds")])
    .where("state", "=", "published")
    .executeTakeFirst();

/** The published key signs from now on; the one that signed stays published, retired. */
export const promoteKey = async (tx: Tx, kid: string): Promise<void> => {
  await tx
    .updateTable("signing_key")
    .set({ state: "retired", retired_at: sql`now()` })
    .where("state", "=", "active")
    .execute();
  await tx
    .updateTable("signing_key")
    .set({ state: "active", promoted_at: sql`now()` })
    .where("kid", "=", kid)
    .execute();
};

/** Forgets retired keys whose last token has expired; gives their ids. */
export const deleteRetiredKeys = async (tx: Tx, afterSeconds: number): Promise<string[]> => {
  const rows = await tx
    .deleteFrom("signing_key")
    .where("state", "=", "retired")
    .where(sql<boolean>`retired_at < now() - make_interval(secs => ${afterSeconds})`)
    .returning("kid")
    .execute();
  return rows.map(({ kid }) => kid);
};
