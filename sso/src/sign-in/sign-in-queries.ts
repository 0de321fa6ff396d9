import { inTransaction } from "@gov/kit/db.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { factors, ways, type Factor, type Way } from "#src/factor/factor.ts";
import type { Write } from "#src/write-queries.ts";
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
const mostTries = 5;

export type PendingRow = Readonly<{
  personId: string;
  kind: "citizen" | "staff";
  identifier: string;
  proven: string[];
  way: string | null;
}>;

export const pendingOf = (row: PendingRow): PendingSignIn => ({
  ...row,
  proven: factors.filter((factor) => row.proven.includes(factor)),
  way: ways.find((way) => way === row.way),
});

const noteIn = async (
  db: Db,
  interactionId: string,
  { personId, kind, identifier, factor }: ProvenFactor,
): Promise<PendingRow | undefined> => {
  const { rows } = await sql<PendingRow>`
    insert into sign_in (interaction_id, person_id, kind, identifier, proven, expires_at)
    values (${interactionId}, ${personId}, ${kind}, ${identifier}, array[${factor}],
      now() + make_interval(mins => ${lastsMinutes}))
    on conflict (interaction_id) do update
      set proven = array_append(array_remove(sign_in.proven, ${factor}), ${factor})
      where sign_in.person_id = excluded.person_id and sign_in.expires_at > now()
    returning person_id as "personId", kind, identifier, proven, way`.execute(db);
  return rows[0];
};

/**
 * Notes what a person proved in a sign-in. What somebody else proved in it, and the codes that
 * were sent to them, are void: two people at once in one sign-in do not add up to one.
 */
export const noteProven = async (
  db: Db,
  interactionId: string,
  proven: ProvenFactor,
): Promise<PendingSignIn> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const noted =
      (await noteIn(db, interactionId, proven)) ??
      (await inTransaction(db, async (tx) => {
        await tx.deleteFrom("sign_in").where("interaction_id", "=", interactionId).execute();
        return await noteIn(tx, interactionId, proven);
      }));
    if (noted) return pendingOf(noted);
  }
  throw new Error("a sign-in was taken by others each time");
};

/** Goes on with another second step. */
export const chooseWay = async (db: Db, interactionId: string, way: Way): Promise<void> => {
  await db
    .updateTable("sign_in")
    .set({ way })
    .where("interaction_id", "=", interactionId)
    .execute();
};

/** Ends a sign-in with its code; changes nothing when another request ended it first. */
export const endingSignIn = (interactionId: string): Write => ({
  text: "delete from sign_in where interaction_id = $1",
  values: [interactionId],
});

/** Deletes sign-ins that were left, at most `limit`; gives how many. */
export const sweepSignIns = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "sign_in", sql`expires_at < now()`, limit);
