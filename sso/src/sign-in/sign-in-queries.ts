import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { factors, ways, type Factor, type Way } from "#src/factor/factor.ts";
import { deleteEnded } from "#src/sweep-queries.ts";

type Db = Kysely<SsoDatabase>;

/** A sign-in under way: who it is, if all they proved is true, and what that is. */
export type PendingSignIn = Readonly<{
  personId: string;
  kind: "citizen" | "staff";
  identifier: string;
  proven: readonly Factor[];
  /** The second step that was chosen. */
  way: Way | undefined;
}>;

export type ProvenFactor = Pick<PendingSignIn, "personId" | "kind" | "identifier"> &
  Readonly<{ factor: Factor }>;

const lastsMinutes = 30;

const shaped = (row: {
  personId: string;
  kind: "citizen" | "staff";
  identifier: string;
  proven: string[];
  way: string | null;
}): PendingSignIn => ({
  ...row,
  proven: factors.filter((factor) => row.proven.includes(factor)),
  way: ways.find((way) => way === row.way),
});

const columns = ["person_id as personId", "kind", "identifier", "proven", "way"] as const;

/**
 * Notes what a person proved in a sign-in. What somebody else proved in it, and the codes that
 * were sent to them, are void.
 */
export const noteProven = async (
  db: Db,
  interactionId: string,
  { personId, kind, identifier, factor }: ProvenFactor,
): Promise<PendingSignIn> => {
  const expires = sql<Date>`now() + make_interval(mins => ${lastsMinutes})`;
  const row = await db.transaction().execute(async (tx) => {
    // Two people at once in one sign-in must not add up to one.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${interactionId}`}, 0))`.execute(
      tx,
    );
    const before = await tx
      .selectFrom("sign_in")
      .select(["person_id", sql<boolean>`expires_at > now()`.as("live")])
      .where("interaction_id", "=", interactionId)
      .executeTakeFirst();
    if (before && !(before.live && before.person_id === personId)) {
      await endSignIn(tx, interactionId);
    }
    return await tx
      .insertInto("sign_in")
      .values({
        interaction_id: interactionId,
        person_id: personId,
        kind,
        identifier,
        proven: [factor],
        expires_at: expires,
      })
      .onConflict((conflict) =>
        conflict.column("interaction_id").doUpdateSet({
          proven: sql<string[]>`array_append(array_remove(sign_in.proven, ${factor}), ${factor})`,
        }),
      )
      .returning(columns)
      .executeTakeFirstOrThrow();
  });
  return shaped(row);
};

export const findSignIn = async (
  db: Db,
  interactionId: string,
): Promise<PendingSignIn | undefined> => {
  const row = await db
    .selectFrom("sign_in")
    .select(columns)
    .where("interaction_id", "=", interactionId)
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirst();
  return row && shaped(row);
};

/** Goes on with another second step. */
export const chooseWay = async (db: Db, interactionId: string, way: Way): Promise<void> => {
  await db
    .updateTable("sign_in")
    .set({ way })
    .where("interaction_id", "=", interactionId)
    .execute();
};

/** Ends a sign-in with its code. False when another request ended it first. */
export const endSignIn = async (db: Db, interactionId: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("sign_in")
    .where("interaction_id", "=", interactionId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

/** Deletes sign-ins that were left, at most `limit`; gives how many. */
export const sweepSignIns = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "sign_in", sql`expires_at < now()`, limit);
