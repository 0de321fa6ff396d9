import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findSignOut, type ToldState } from "./sign-out-queries.ts";

export type ServiceStatus = Readonly<{ name: Text; state: ToldState }>;

export type SignedOutStatus = Readonly<{
  services: readonly ServiceStatus[];
  /** Look again in so many seconds; undefined when there is nothing more to wait for. */
  lookAgainS: number | undefined;
}>;

export type StatusDeps = Readonly<{ db: Kysely<SsoDatabase>; clients: ClientCache }>;

/** The page waits this long for services; those that take longer are told without it. */
const patienceMs = 60_000;

/** How the services of a session that ended stand. */
export const findSignedOutStatus = async (
  { db, clients }: StatusDeps,
  sessionUid: string | undefined,
  now = Date.now(),
): Promise<SignedOutStatus> => {
  const signOut = sessionUid ? await findSignOut(db, sessionUid.slice(0, 100)) : undefined;
  if (!signOut) return { services: [], lookAgainS: undefined };
  const found = signOut.services.map(async ({ clientId, state }) => {
    const client = await clients.find(clientId);
    return client ? [{ name: client.metadata.name, state }] : [];
  });
  const services = (await Promise.all(found)).flat();
  const waits = services.some(({ state }) => state === "waiting");
  const goesOn = waits && now - signOut.at.getTime() < patienceMs;
  return { services, lookAgainS: goesOn ? 2 : undefined };
};
