import type { JWK } from "jose";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** An app that approves sign-ins of a person. */
export type Approver = Readonly<{
  id: string;
  personId: string;
  name: string;
  publicJwk: JWK;
  createdAt: Date;
  lastUsedAt: Date | null;
}>;

const select = (db: Db) =>
  db
    .selectFrom("approver")
    .select([
      "id",
      "person_id as personId",
      "name",
      "public_jwk as publicJwk",
      "created_at as createdAt",
      "last_used_at as lastUsedAt",
    ])
    .$castTo<Approver>();

/** A person's apps, the oldest first. */
export const listApprovers = async (db: Db, personId: string): Promise<Approver[]> =>
  await select(db).where("person_id", "=", personId).orderBy("id").execute();

/** The app behind a key, when it is this person's. */
export const findApprover = async (
  db: Db,
  personId: string,
  thumbprint: string,
): Promise<Approver | undefined> =>
  await select(db)
    .where("person_id", "=", personId)
    .where("thumbprint", "=", thumbprint)
    .executeTakeFirst();

/**
 * Registers an app or gives it another name. A key that was another person's is theirs no more:
 * whoever signs in on a phone now is its owner.
 */
export const putApprover = async (
  db: Db,
  approver: Readonly<{ personId: string; name: string; publicJwk: JWK; thumbprint: string }>,
): Promise<{ id: string; created: boolean }> => {
  const values = { person_id: approver.personId, name: approver.name };
  return await db
    .insertInto("approver")
    .values({
      ...values,
      public_jwk: JSON.stringify(approver.publicJwk),
      thumbprint: approver.thumbprint,
    })
    .onConflict((conflict) => conflict.column("thumbprint").doUpdateSet(values))
    .returning(["id", sql<boolean>`xmax = 0`.as("created")])
    .executeTakeFirstOrThrow();
};

export const noteApproverUsed = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable("approver")
    .set({ last_used_at: sql`now()` })
    .where("id", "=", id)
    .execute();
};

/** Removes a person's app. False when it is not theirs. */
export const deleteApprover = async (db: Db, personId: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("approver")
    .where("person_id", "=", personId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
