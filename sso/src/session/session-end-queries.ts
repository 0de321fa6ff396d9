import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import { z } from "zod";
import type { SsoDatabase } from "#src/db-types.ts";

type Tx = Transaction<SsoDatabase>;

export type EndedBy = "sign-out" | "person" | "protection" | "operator";

/** What a session was used for: one service. */
export type Authorization = Readonly<{
  clientId: string;
  sid: string | undefined;
  grantId: string | undefined;
  staysConnected: boolean;
}>;

const sessionPayload = z.object({
  accountId: z.string().optional(),
  authorizations: z
    .record(
      z.string(),
      z.object({
        sid: z.string().optional(),
        grantId: z.string().optional(),
        persistsLogout: z.boolean().optional(),
      }),
    )
    .default({}),
});

/** The services that the engine's record of a session names. */
export const authorizationsOf = (payload: unknown): Authorization[] => {
  const { authorizations } = sessionPayload.parse(payload);
  return Object.entries(authorizations).map(([clientId, { sid, grantId, persistsLogout }]) => ({
    clientId,
    sid,
    grantId,
    staysConnected: persistsLogout ?? false,
  }));
};

/**
 * Deletes the engine's session and marks it ended, so that no request under way saves it again.
 * Undefined when nobody was signed in with it, or it had ended.
 */
export const deleteSession = async (
  tx: Tx,
  uid: string,
  by: EndedBy,
): Promise<{ personId: string; authorizations: Authorization[] } | undefined> => {
  // First, for its lock is what a saving request waits for.
  await tx
    .updateTable("person_session")
    .set({ ended_at: sql`now()`, ended_by: by })
    .where("uid", "=", uid)
    .where("ended_at", "is", null)
    .execute();
  const row = await tx
    .deleteFrom("oidc_entity")
    .where("model", "=", "Session")
    .where("uid", "=", uid)
    .returning(["payload", "account_id"])
    .executeTakeFirst();
  if (!row?.account_id) return undefined;
  return { personId: row.account_id, authorizations: authorizationsOf(row.payload) };
};

/** Revokes grants with all that was issued under them, and every token of a session. */
export const revokeGrants = async (
  tx: Tx,
  grants: readonly Authorization[],
  sessionUid: string | undefined,
): Promise<void> => {
  const ids = grants.flatMap(({ grantId }) => (grantId === undefined ? [] : [grantId]));
  await sql`
    delete from oidc_entity where grant_id = any(${ids}::text[])`.execute(tx);
  await sql`
    delete from oidc_entity
    where model = 'Grant' and id_hash = any(${ids.map((id) => sha256(id))}::bytea[])`.execute(tx);
  if (sessionUid === undefined) return;
  await tx.deleteFrom("oidc_entity").where("session_uid", "=", sessionUid).execute();
};

/** Uids of the sessions a person is signed in with. */
export const listOpenSessionUids = async (
  db: Kysely<SsoDatabase>,
  personId: string,
): Promise<string[]> => {
  const rows = await db
    .selectFrom("oidc_entity")
    .select("uid")
    .where("account_id", "=", personId)
    .where("model", "=", "Session")
    .execute();
  // In one order everywhere: two who end the same sessions do not wait for each other in a ring.
  return rows.flatMap(({ uid }) => uid ?? []).toSorted();
};

/** Takes all the engine has of a person: sessions, grants, codes and tokens. */
export const deleteAccessOf = async (tx: Tx, personId: string): Promise<void> => {
  await tx.deleteFrom("oidc_entity").where("account_id", "=", personId).execute();
};

/** The same for all that was not issued in the session `uid`. */
export const deleteOtherAccess = async (tx: Tx, personId: string, uid: string): Promise<void> => {
  const session = await tx
    .selectFrom("oidc_entity")
    .select("payload")
    .where("model", "=", "Session")
    .where("uid", "=", uid)
    .executeTakeFirst();
  const kept = authorizationsOf(session?.payload ?? {}).flatMap(({ grantId }) =>
    grantId === undefined ? [] : [sha256(grantId)],
  );
  await sql`
    delete from oidc_entity where account_id = ${personId} and model <> 'Session'
      and (case when model = 'Grant' then id_hash <> all(${kept}::bytea[])
        else session_uid is distinct from ${uid} end)
      and model <> 'Interaction'`.execute(tx);
};
