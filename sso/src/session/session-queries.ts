import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { writeAlone, type Write } from "#src/write-queries.ts";
import { authorizationsOf } from "./session-end-queries.ts";

type Db = Kysely<SsoDatabase>;

/** A session of a person that goes on. */
export type PersonSession = Readonly<{
  uid: string;
  address: string | null;
  userAgent: string | null;
  startedAt: Date;
  seenAt: Date;
  /** The services it was used for. */
  clientIds: readonly string[];
}>;

type Use = Readonly<{ uid: string; personId: string; address: string; userAgent: string }>;

/**
 * Notes that a session was used, from where and with which browser. Changes nothing of one that
 * has ended, and waits for whoever is just ending it.
 */
export const notingSession = ({ uid, personId, address, userAgent }: Use): Write => ({
  text: `insert into person_session (uid, person_id, address, user_agent)
    values ($1, $2, $3, $4)
    on conflict (uid) do update set seen_at = now(), address = excluded.address,
      user_agent = excluded.user_agent, person_id = excluded.person_id
    where person_session.ended_at is null`,
  values: [uid, personId, address, userAgent.slice(0, 400)],
});

export const noteSession = async (db: Db, use: Use): Promise<void> =>
  await writeAlone(db, notingSession(use));

const mostShown = 50;

/** The sessions a person is signed in with now, the one used last first. */
export const listSessions = async (db: Db, personId: string): Promise<PersonSession[]> => {
  const rows = await db
    .selectFrom("oidc_entity as e")
    .innerJoin("person_session as s", "s.uid", "e.uid")
    .select(["s.uid", "s.address", "s.user_agent", "s.started_at", "s.seen_at", "e.payload"])
    .where("e.account_id", "=", personId)
    .where("e.model", "=", "Session")
    .where(sql<boolean>`e.expires_at > now()`)
    .orderBy("s.seen_at", "desc")
    .limit(mostShown)
    .execute();
  return rows.map((row) => ({
    uid: row.uid,
    address: row.address,
    userAgent: row.user_agent,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    clientIds: authorizationsOf(row.payload).map(({ clientId }) => clientId),
  }));
};
