import { sql, type Kysely, type Transaction } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { JWK } from "jose";
import { inSigningOrder, openKey, sealKey, type KeyState, type SigningKey } from "./signing-key.ts";

type Db = Kysely<SsoDatabase>;
type Tx = Transaction<SsoDatabase>;

/** Every key that verifiers must know, the signing one first. */
export const listSigningKeys = async (db: Db, encryptionKey: Uint8Array): Promise<SigningKey[]> => {
  const rows = await db
    .selectFrom("signing_key")
    .select(["kid", "state", "private_jwk", "public_jwk"])
    .execute();
  return inSigningOrder(
    rows.map(({ kid, state, private_jwk, public_jwk }) =>
      private_jwk
        ? { kid, state, place: "database", jwk: openKey(encryptionKey, kid, private_jwk) }
        : { kid, state, place: "token", jwk: public_jwk as JWK },
    ),
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
  { kid, state, place, jwk }: SigningKey,
): Promise<void> => {
  await tx
    .insertInto("signing_key")
    .values({
      kid,
      state,
      private_jwk: place === "database" ? sealKey(encryptionKey, kid, jwk) : null,
      public_jwk: place === "token" ? JSON.stringify(jwk) : null,
      ...(state === "active" ? { promoted_at: sql<Date>`now()` } : {}),
    })
    .execute();
};

export type KeyAges = Readonly<{ kid: string; state: KeyState; secondsInState: number }>;

/** Every key and for how long it has been what it is. */
export const listKeyAges = async (db: Db): Promise<KeyAges[]> =>
  await db
    .selectFrom("signing_key")
    .select([
      "kid",
      "state",
      sql<number>`extract(epoch from now() - case state when 'published' then created_at
        when 'active' then promoted_at else retired_at end)::float8`.as("secondsInState"),
    ])
    .execute();

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

/** Forgets keys whose last token has expired; gives those whose token must forget them too. */
export const deleteKeys = async (tx: Tx, kids: readonly string[]): Promise<string[]> => {
  if (kids.length === 0) return [];
  const rows = await tx
    .deleteFrom("signing_key")
    .where("kid", "in", kids)
    .returning(["kid", sql<boolean>`private_jwk is null`.as("inToken")])
    .execute();
  return rows.filter(({ inToken }) => inToken).map(({ kid }) => kid);
};
