import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely, Transaction } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { ClientCache } from "#src/client/client-cache.ts";
import { reservedClientIds } from "#src/client/built-in-clients.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import {
  deleteAccessOf,
  deleteOtherAccess,
  deleteSession,
  listOpenSessionUids,
  revokeGrants,
  type Authorization,
  type EndedBy,
} from "#src/session/session-end-queries.ts";
import { queueSignOut, type ToldService } from "./sign-out-queries.ts";

export type EndDeps = Readonly<{ db: Kysely<SsoDatabase>; clients: ClientCache }>;

export type Ending = Readonly<{
  by: EndedBy;
  /** Who did it, where that is not the person. */
  actor?: string | undefined;
  address?: string | undefined;
  userAgent?: string | undefined;
}>;

/** Services of a session, and whether each has an address at which it can be told. */
const servicesOf = async (
  clients: ClientCache,
  authorizations: readonly Authorization[],
): Promise<ToldService[]> => {
  const services = authorizations.map(async ({ clientId, sid }) => {
    if (reservedClientIds.includes(clientId)) return [];
    const client = await clients.find(clientId);
    const canBeTold = client?.metadata.backchannelLogoutUri !== undefined;
    return [{ clientId, sid, state: canBeTold ? ("waiting" as const) : ("silent" as const) }];
  });
  return (await Promise.all(services)).flat();
};

const endIn = async (
  tx: Transaction<SsoDatabase>,
  clients: ClientCache,
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
  await queueSignOut(tx, { uid, personId, services: await servicesOf(clients, authorizations) });
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
  { db, clients }: EndDeps,
  uid: string,
  ending: Ending,
): Promise<boolean> => await inTransaction(db, (tx) => endIn(tx, clients, uid, ending));

/**
 * Ends every session of a person, but the one they are in where that is said, and every access
 * that was given in others: codes, tokens, apps that stay connected. Gives how many sessions.
 */
export const endSessions = async (
  tx: Transaction<SsoDatabase>,
  clients: ClientCache,
  personId: string,
  ending: Ending & Readonly<{ except?: string }>,
): Promise<number> => {
  let ended = 0;
  for (const uid of await listOpenSessionUids(tx, personId)) {
    if (uid !== ending.except && (await endIn(tx, clients, uid, ending))) ended += 1;
  }
  if (ending.except === undefined) await deleteAccessOf(tx, personId);
  else await deleteOtherAccess(tx, personId, ending.except);
  return ended;
};
