import { sql, type Kysely, type Transaction } from "kysely";
import { reservedClientIds } from "#src/client/built-in-clients.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";

type Db = Kysely<SsoDatabase>;

/** The kind of these rows in the outbox. */
export const logoutWork = "logout";

export type ToldState = "waiting" | "confirmed" | "given-up" | "silent";
export type ToldService = Readonly<{ clientId: string; sid: string | undefined }>;

/**
 * Writes down which services a session was used for, and sets the news to them going: to those
 * that have an address for it. Our own pages look at the session itself.
 */
export const queueSignOut = async (
  tx: Transaction<SsoDatabase>,
  signOut: Readonly<{ uid: string; personId: string; services: readonly ToldService[] }>,
): Promise<void> => {
  const { uid, personId, services } = signOut;
  await tx
    .insertInto("sign_out")
    .values({ session_uid: uid, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (services.length === 0) return;
  const clientIds = services.map(({ clientId }) => clientId);
  const sids = services.map(({ sid }) => sid ?? null);
  const added = await sql<{ client_id: string; state: "waiting" | "silent" }>`
    insert into sign_out_service (session_uid, client_id, sid, state)
    select ${uid}, used.client_id, used.sid,
      case when client.metadata ->> 'backchannelLogoutUri' is null then 'silent' else 'waiting' end
    from unnest(${clientIds}::text[], ${sids}::text[]) as used (client_id, sid)
      left join client on client.client_id = used.client_id and client.status = 'active'
    where used.client_id <> all(${[...reservedClientIds]}::text[])
    on conflict do nothing
    returning client_id, state`.execute(tx);
  const waiting = added.rows.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return;
  const work = waiting.map(({ client_id }) => ({
    kind: logoutWork,
    payload: JSON.stringify({ uid, clientId: client_id }),
  }));
  await tx.insertInto("outbox").values(work).execute();
};

export type WaitingLogout = Readonly<{
  personId: string;
  sid: string | null;
  attempts: number;
}>;

/** What a service is still to be told; undefined when it was, or was given up. */
export const findWaitingLogout = async (
  db: Db,
  uid: string,
  clientId: string,
): Promise<WaitingLogout | undefined> =>
  await db
    .selectFrom("sign_out_service as s")
    .innerJoin("sign_out as o", "o.session_uid", "s.session_uid")
    .select(["o.person_id as personId", "s.sid", "s.attempts"])
    .where("s.session_uid", "=", uid)
    .where("s.client_id", "=", clientId)
    .where("s.state", "=", "waiting")
    .executeTakeFirst();

/** How telling a service went. */
export const noteTold = async (
  db: Db,
  uid: string,
  clientId: string,
  told: Readonly<{ state: ToldState; error?: string }>,
): Promise<void> => {
  await db
    .updateTable("sign_out_service")
    .set({
      state: told.state,
      last_error: told.error ?? null,
      attempts: sql`attempts + 1`,
      updated_at: sql`now()`,
    })
    .where("session_uid", "=", uid)
    .where("client_id", "=", clientId)
    .execute();
};

export type SignOutStatus = Readonly<{
  at: Date;
  services: readonly Readonly<{ clientId: string; state: ToldState }>[];
}>;

/** Which services a session that ended was used for, and how each stands. */
export const findSignOut = async (db: Db, uid: string): Promise<SignOutStatus | undefined> => {
  const signOut = await db
    .selectFrom("sign_out")
    .select("at")
    .where("session_uid", "=", uid)
    .executeTakeFirst();
  if (!signOut) return undefined;
  const services = await db
    .selectFrom("sign_out_service")
    .select(["client_id as clientId", "state"])
    .where("session_uid", "=", uid)
    .orderBy("client_id")
    .limit(200)
    .execute();
  return { at: signOut.at, services };
};

/** Forgets sessions and sign-outs of more than ninety days ago, at most `limit` of each. */
export const sweepSignOuts = async (db: Db, limit: number): Promise<number> => {
  const signOuts = sql`at < now() - interval '90 days'`;
  const sessions = sql`seen_at < now() - interval '90 days'`;
  return Math.max(
    await deleteEnded(db, "sign_out", signOuts, limit),
    await deleteEnded(db, "person_session", sessions, limit),
  );
};
