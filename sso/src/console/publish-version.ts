import { randomToken } from "@gov/kit/crypto.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { recordEvent, type AuditEvent } from "#src/audit/audit-queries.ts";
import type { ClientCache } from "#src/client/client-cache.ts";
import { hasOwnKey, secretProblem, type ClientMetadata } from "#src/client/client.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { needsReview, nextVersionState, type VersionFailure } from "./client-version.ts";
import {
  dropSecret,
  findKeptClient,
  replaceSecret,
  storeClient,
  type StoredClient,
} from "./console-queries.ts";
import {
  findVersion,
  findVersionIn,
  insertVersion,
  lockVersions,
  saveVersionState,
  supersede,
} from "./version-queries.ts";

type Db = Kysely<SsoDatabase>;
export type ConsoleDeps = Readonly<{ db: Db; clients: ClientCache; encryptionKey: Uint8Array }>;

export type Draft = Readonly<{
  clientId: string;
  stage: "test" | "live";
  institution: string | null;
  metadata: ClientMetadata;
  /** The employee's username. */
  madeBy: string;
  note?: string | undefined;
  restores?: number | undefined;
}>;

export type Published = Readonly<{ outcome: "effective" | "proposed"; version: number }>;
export type PublishFailure = "already-proposed" | "nothing-changed";

const note = (
  tx: Db,
  event: AuditEvent["event"],
  clientId: string,
  actor: string,
  version: number,
) => recordEvent(tx, { event, clientId, actor, detail: { version } });

/** Puts a registration into effect in the transaction of whoever has locked its versions. */
const putIntoEffect = async (tx: Db, client: StoredClient): Promise<void> => {
  await storeClient(tx, client);
  if (secretProblem(client.metadata, "any") === "not-allowed")
    await dropSecret(tx, client.clientId);
};

/**
 * Writes a new version: at once where it needs no review, else it waits for an operator. One waits
 * at a time.
 */
export const publishVersion = async (
  { db, clients }: ConsoleDeps,
  draft: Draft,
): Promise<Result<Published, PublishFailure>> => {
  const { clientId, stage, metadata, institution, madeBy, note: why, restores } = draft;
  const published = await inTransaction(db, async (tx) => {
    await lockVersions(tx, clientId);
    const before = (await findVersionIn(tx, clientId, "effective"))?.metadata;
    const outcome = needsReview(stage, before, metadata) ? "proposed" : "effective";
    if (outcome === "proposed" && (await findVersionIn(tx, clientId, "proposed"))) {
      return err("already-proposed" as const);
    }
    const written = { clientId, metadata, institution, madeBy, note: why, restores };
    const version = await insertVersion(tx, { ...written, state: outcome });
    if (outcome === "effective")
      await putIntoEffect(tx, { clientId, metadata, institution, stage });
    const event = outcome === "proposed" ? "client.proposed" : "client.updated";
    await note(tx, event, clientId, madeBy, version);
    return ok({ outcome, version } as const);
  });
  clients.forget(clientId);
  return published;
};

export type Judgement = Readonly<{
  clientId: string;
  version: number;
  event: "approve" | "reject" | "withdraw";
  by: string;
  note: string | null;
}>;

/** An operator approves or rejects a version, or its institution takes it back. */
export const judgeVersion = async (
  { db, clients }: ConsoleDeps,
  { clientId, version: number, event, by, note: why }: Judgement,
): Promise<Result<void, VersionFailure | "not-found">> => {
  const judged = await inTransaction(db, async (tx) => {
    await lockVersions(tx, clientId);
    const version = await findVersion(tx, clientId, number);
    if (!version) return err("not-found" as const);
    const side = event === "withdraw" ? "institution" : "operator";
    const next = nextVersionState(version, event, { side, name: by });
    if (!next.ok) return next;
    if (event === "approve") await supersede(tx, clientId);
    const review = event === "withdraw" ? undefined : { by, note: why };
    await saveVersionState(tx, version, next.value, review);
    if (event === "approve") {
      const { institution } = version;
      await putIntoEffect(tx, { clientId, metadata: version.metadata, institution, stage: "live" });
    }
    await note(tx, `client.${event}`, clientId, by, number);
    return ok(undefined);
  });
  clients.forget(clientId);
  return judged;
};

const earlierGoodMs = 24 * 3_600_000;

/** Makes a new secret, which is told once; the one before stays good for a day. */
export const renewSecret = async (
  { db, clients, encryptionKey }: ConsoleDeps,
  clientId: string,
  by: string,
): Promise<Result<string, "no-secret">> => {
  const secret = randomToken();
  const renewed = await inTransaction(db, async (tx) => {
    await lockVersions(tx, clientId);
    const client = await findKeptClient(tx, clientId);
    if (!client || client.metadata.kind === "app" || hasOwnKey(client.metadata)) {
      return err("no-secret" as const);
    }
    const until = new Date(Date.now() + earlierGoodMs);
    await replaceSecret(tx, encryptionKey, clientId, secret, until);
    await recordEvent(tx, { event: "client.secret-renewed", clientId, actor: by });
    return ok(secret);
  });
  clients.forget(clientId);
  return renewed;
};
