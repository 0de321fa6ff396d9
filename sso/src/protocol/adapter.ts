import { sha256 } from "@gov/kit/crypto.ts";
import type { Kysely } from "kysely";
import { errors, type Adapter, type AdapterPayload } from "oidc-provider";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { Client } from "#src/client/client.ts";
import { toEngineMetadata } from "#src/client/engine-metadata.ts";
import type { SsoConfig } from "#src/config.ts";
import { withSimulator } from "#src/console/simulator-client.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import {
  consumeEntity,
  deleteEntitiesOfGrant,
  deleteEntity,
  endInteraction,
  findEntity,
  findEntityBy,
  insertOnce,
  opened,
  revokeFamily,
  upsertEntity,
} from "./entity-queries.ts";
import {
  aheadKey,
  engineRequest,
  spendLater,
  takeAhead,
  usedAlready,
  writeWaiting,
  type EngineRequest,
} from "./engine-request.ts";
import { endingInteraction, following, keeping } from "./entity-write-queries.ts";
import { findRedeemedWithAll } from "./redeemed-queries.ts";
import { findSession, saveSession } from "./session-queries.ts";

type Db = Kysely<SsoDatabase>;

type Own = Pick<SsoConfig, "KEY_ENCRYPTION_KEY" | "PUBLIC_URL">;

const refuse = (): never => {
  throw new Error("clients are registered through the admin API alone");
};

/**
 * The engine tells registrations apart by a hash of their JSON, at every request anew: what it
 * gets to hash is a short name of the same, made once.
 */
const named = (metadata: AdapterPayload): AdapterPayload => {
  const name = sha256(JSON.stringify(metadata)).toString("base64url");
  return Object.defineProperty(metadata, "toJSON", { value: () => name });
};

/** Registrations in the engine's words, as long as the cache keeps the client itself. */
const translated = new WeakMap<Client, AdapterPayload>();

const translate = (client: Client, config: Own): AdapterPayload => {
  const known = translated.get(client);
  if (known) return known;
  const registered = toEngineMetadata(client);
  const metadata = named(
    client.stage === "test"
      ? withSimulator(registered, config.KEY_ENCRYPTION_KEY, config.PUBLIC_URL)
      : registered,
  );
  translated.set(client, metadata);
  return metadata;
};

const clientAdapter = (clients: ClientCache, config: Own): Adapter => ({
  find: async (id) => {
    const client = await clients.find(id);
    return client && translate(client, config);
  },
  upsert: refuse,
  findByUid: refuse,
  findByUserCode: refuse,
  consume: refuse,
  destroy: refuse,
  revokeByGrantId: refuse,
});

const spendable: readonly string[] = ["AuthorizationCode", "RefreshToken"];
const redeemed: readonly string[] = [...spendable, "AccessToken"];

/** Reads a code or token, and keeps at hand what the engine asks about it next. */
const findRedeemed = async (db: Db, request: EngineRequest, model: string, id: string) => {
  const row = await findRedeemedWithAll(db, model, id);
  if (!row) return undefined;
  const { session, grant, account, payload } = row;
  if (session?.uid !== undefined) request.ahead.set(aheadKey("Session", session.uid), session);
  if (grant?.jti !== undefined) request.ahead.set(aheadKey("Grant", grant.jti), grant);
  if (account) request.person = account;
  if (payload.grantId !== undefined) {
    const made = row.chosen ? { mandateId: row.mandate_id } : undefined;
    request.choice = { grantId: payload.grantId, made };
  }
  return opened(row);
};

const find = async (db: Db, model: string, id: string): Promise<AdapterPayload | undefined> => {
  const request = engineRequest();
  const known = takeAhead(model, id);
  if (known) return known;
  if (model === "Session") return await findSession(db, id, request);
  return request && redeemed.includes(model)
    ? await findRedeemed(db, request, model, id)
    : await findEntity(db, model, id);
};

const entityAdapter = (db: Db, model: string): Adapter => ({
  find: (id) => find(db, model, id),
  findByUid: async (uid) => takeAhead(model, uid) ?? (await findEntityBy(db, model, "uid", uid)),
  findByUserCode: (userCode) => findEntityBy(db, model, "user_code", userCode),
  upsert: async (id, payload, expiresInS) => {
    const kept = { model, id, payload, expiresInS };
    const request = engineRequest();
    if (model === "Session") return await saveSession(db, kept, request);
    if (model === "ReplayDetection") {
      if (await insertOnce(db, model, id, payload, expiresInS)) return;
      throw new errors.InvalidRequest("it was used already");
    }
    if (request?.later["spent"]) {
      request.later["kept"] = following("spent", keeping(kept));
      await writeWaiting(db, request);
      return;
    }
    // The session is stored after these, before the answer leaves.
    if (request && model === "AuthorizationCode") request.later["code"] = keeping(kept);
    else if (request && model === "Grant") request.later["grant"] = keeping(kept);
    else if (request?.later["counted"] && model === "Interaction") {
      request.later["begun"] = following("counted", keeping(kept));
    } else await upsertEntity(db, model, id, payload, expiresInS);
  },
  // The engine looks before it consumes; of callers that looked together only one may go on. The
  // others are as suspicious as one that comes later: what the first gets ends with its grant.
  consume: async (id) => {
    const request = engineRequest();
    if (request && spendable.includes(model)) return spendLater(request, model, id);
    if (await consumeEntity(db, model, id)) return;
    await revokeFamily(db, model, id);
    throw usedAlready(model);
  },
  destroy: async (id) => {
    const request = engineRequest();
    if (model !== "Interaction") return await deleteEntity(db, model, id);
    if (request) request.later["interaction"] = endingInteraction(id);
    else await endInteraction(db, id);
  },
  revokeByGrantId: (grantId) => deleteEntitiesOfGrant(db, model, grantId),
});

/** Where the engine keeps its state: PostgreSQL, with clients from their own table. */
export const createAdapter =
  (db: Db, clients: ClientCache, config: Own) =>
  (model: string): Adapter =>
    model === "Client" ? clientAdapter(clients, config) : entityAdapter(db, model);
