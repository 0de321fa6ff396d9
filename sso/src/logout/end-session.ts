import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import {
  deleteAccessOf,
  deleteOtherAccess,
  deleteSession,
  listOpenSessionUids,
  revokeGrants,
  type EndedBy,
} from "#src/session/session-end-queries.ts";
import { queueSignOut } from "./sign-out-queries.ts";

export type Ending = Readonly<{
  by: EndedBy;
  /** Who did it, where that is not the person. */
  actor?: string | undefined;
  address?: string | undefined;
  userAgent?: string | undefined;
}>;

const endIn = async (
  tx: Transaction<SsoDatabase>,
  uid: string,
  ending: Ending,
): Promise<boolean> => {
  const session = await deleteSession(tx, uid, ending.by);
  if (!session) return false;
  const { personId, authorizations } = session;
  // An app that stays connected outlives an ordinary sign-out, as its person was told.
  const kept = ending.by === "sign-out";
  const grants = authorizations.filter(({ staysConnected }) => !(kept && staysConnected));
  await revokeGrants(tx, grants, kept ? undefined : uid);
  await queueSignOut(tx, { uid, personId, services: authorizations });
  const { by, actor, address, userAgent } = ending;
  const event = by === "sign-out" ? "sign-out" : "session.ended";
  await recordEvent(tx, { event, personId, actor, address, userAgent, detail: { by } });
  return true;
};

/**
 * Ends a session whole, in one transaction: the session, what was issued under it, and the news
 * of it to every service it was used for. False when it had ended before.
 */
export const endSession = async (
  db: Kysely<SsoDatabase>,
  uid: string,
  ending: Ending,
): Promise<boolean> => await inTransaction(db, (tx) => endIn(tx, uid, ending));

/**
 * Ends every session of a person, but the one they are in where that is said, and every access
 * that was given in others: codes, tokens, apps that stay connected. Gives how many sessions.
 */
export const endSessions = async (
  tx: Transaction<SsoDatabase>,
  personId: string,
  ending: Ending & Readonly<{ except?: string }>,
): Promise<number> => {
  let ended = 0;
  for (const uid of await listOpenSessionUids(tx, personId)) {
    if (uid !== ending.except && (await endIn(tx, uid, ending))) ended += 1;
  }
  if (ending.except === undefined) await deleteAccessOf(tx, personId);
  else await deleteOtherAccess(tx, personId, ending.except);
  return ended;
};
