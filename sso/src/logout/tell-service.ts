import type { OutboxHandler } from "@gov/kit/outbox.ts";
import type { Kysely } from "kysely";
import { z } from "zod";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { SsoConfig } from "#src/config.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { createAllowedFetch } from "#src/protocol/allowed-fetch.ts";
import type { Engine } from "#src/protocol/engine.ts";
import { issueLogoutToken } from "./logout-token.ts";
import { findWaitingLogout, noteTold } from "./sign-out-queries.ts";

export type LogoutDeps = Readonly<{
  config: Pick<SsoConfig, "OUTBOUND_HOSTS">;
  db: Kysely<SsoDatabase>;
  clients: ClientCache;
  engine: Engine;
}>;

/** Waits between tries: the page waits for the first ones, sessions of services end by then. */
export const logoutDelaysMs = [2_000, 10_000, 60_000, 300_000, 1_800_000, 7_200_000];

/** A service that takes longer is told again later. */
export const logoutTimeoutMs = 5_000;

const workSchema = z.object({ uid: z.string(), clientId: z.string() });

/** Posts the token; undefined when the service confirmed, else why not. */
const post = async (
  hosts: readonly string[],
  url: string,
  token: string,
  timeoutMs: number,
): Promise<string | undefined> => {
  try {
    const response = await createAllowedFetch(hosts)(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ logout_token: token }).toString(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Only the status counts; what else it says is not read.
    await response.body?.cancel();
    return [200, 204].includes(response.status) ? undefined : `answered ${response.status}`;
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return late ? "no answer in time" : "not reached";
  }
};

/**
 * Tells one service that a session ended, and writes down whether it confirmed. Throws where it
 * is to be tried again; after the last try the service counts as given up.
 */
export const tellService =
  (
    { config, db, clients, engine }: LogoutDeps,
    timeoutMs = logoutTimeoutMs,
  ): OutboxHandler<SsoDatabase> =>
  async (payload) => {
    const { uid, clientId } = workSchema.parse(payload);
    const waiting = await findWaitingLogout(db, uid, clientId);
    const client = await clients.find(clientId);
    const url = client?.metadata.backchannelLogoutUri;
    if (!waiting) return undefined;
    const { personId, sid, attempts } = waiting;
    const token = url && (await issueLogoutToken(engine, { clientId, subject: personId, sid }));
    // The client was taken away, or has no such address any more.
    if (!token) return async (tx) => await noteTold(tx, uid, clientId, { state: "silent" });
    const error = await post(config.OUTBOUND_HOSTS, url, token, timeoutMs);
    if (error === undefined) {
      return async (tx) => await noteTold(tx, uid, clientId, { state: "confirmed" });
    }
    const last = attempts >= logoutDelaysMs.length;
    await noteTold(db, uid, clientId, { state: last ? "given-up" : "waiting", error });
    if (last) await recordEvent(db, { event: "logout.given-up", personId, clientId });
    throw new Error(error);
  };
