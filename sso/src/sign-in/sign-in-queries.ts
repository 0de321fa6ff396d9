import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** A sign-in whose password was right and whose code is still to come. */
export type PendingSignIn = Readonly<{
  personId: string;
  kind: "citizen" | "staff";
  identifier: string;
}>;

const lastsMinutes = 30;

/** The password was right: from here on the code decides. Codes of an earlier try are void. */
export const startSignIn = async (
  db: Db,
  interactionId: string,
  signIn: PendingSignIn,
): Promise<void> => {
  const values = {
    person_id: signIn.personId,
    kind: signIn.kind,
    identifier: signIn.identifier,
    expires_at: sql<Date>`now() + make_interval(mins => ${lastsMinutes})`,
  };
  await db.transaction().execute(async (tx) => {
    const previous = await tx
      .selectFrom("sign_in")
      .select("person_id")
      .where("interaction_id", "=", interactionId)
      .forUpdate()
      .executeTakeFirst();
    if (previous && previous.person_id !== signIn.personId) await endSignIn(tx, interactionId);
    await tx
      .insertInto("sign_in")
      .values({ interaction_id: interactionId, ...values })
      .onConflict((conflict) => conflict.column("interaction_id").doUpdateSet(values))
      .execute();
  });
};

export const findSignIn = async (
  db: Db,
  interactionId: string,
): Promise<PendingSignIn | undefined> =>
  await db
    .selectFrom("sign_in")
    .select(["person_id as personId", "kind", "identifier"])
    .where("interaction_id", "=", interactionId)
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirst();

/** Ends a sign-in with its code. False when another request ended it first. */
export const endSignIn = async (db: Db, interactionId: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("sign_in")
    .where("interaction_id", "=", interactionId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

/** Deletes sign-ins that were left, at most `limit`; gives how many. */
export const sweepSignIns = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from sign_in where interaction_id in
      (select interaction_id from sign_in where expires_at < now() limit ${limit})
    returning 1`.execute(db);
  return rows.length;
};
