import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** The secret of a person's authenticator, or undefined while none is set up. */
export const findTotpSecret = async (
  db: Db,
  key: Uint8Array,
  personId: string,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom("authenticator")
    .select(["secret", "sealed_for"])
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row && decryptAtRest(key, row.secret, row.sealed_for).toString("utf8");
};

/**
 * Sets a person's authenticator up, in place of the one before. `spentStep` is the time step of
 * the code that confirmed it, which is not accepted again.
 */
export const putAuthenticator = async (
  db: Db,
  key: Uint8Array,
  personId: string,
  secret: string,
  spentStep = 0,
): Promise<void> => {
  const sealedFor = `authenticator/${personId}`;
  const values = {
    secret: encryptAtRest(key, Buffer.from(secret), sealedFor),
    sealed_for: sealedFor,
  };
  await db
    .insertInto("authenticator")
    .values({ person_id: personId, ...values, last_step: BigInt(spentStep) })
    .onConflict((conflict) =>
      conflict.column("person_id").doUpdateSet(({ fn, ref, val }) => ({
        ...values,
        last_step: fn<bigint>("greatest", [ref("authenticator.last_step"), val(BigInt(spentStep))]),
      })),
    )
    .execute();
};

/** Spends a time step. False when this or a later one was used before. */
export const spendTotpStep = async (db: Db, personId: string, step: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("authenticator")
    .set({ last_step: BigInt(step) })
    .where("person_id", "=", personId)
    .where("last_step", "<", BigInt(step))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Removes a person's authenticator. False when they have none. */
export const deleteAuthenticator = async (db: Db, personId: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("authenticator")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
