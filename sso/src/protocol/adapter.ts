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
  revokeFamily,
  upsertEntity,
} from "./entity-queries.ts";
import { findSession, saveSession } from "./session-queries.ts";

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
    (client.stage === "test"
      ? withSimulator(registered, config.KEY_ENCRYPTION_KEY, config.PUBLIC_URL)
      : registered) as AdapterPayload,
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

const entityAdapter = (db: Kysely<SsoDatabase>, model: string): Adapter => ({
  find: (id) => (model === "Session" ? findSession(db, id) : findEntity(db, model, id)),
  findByUid: (uid) => findEntityBy(db, model, "uid", uid),
  findByUserCode: (userCode) => findEntityBy(db, model, "user_code", userCode),
  upsert: async (id, payload, expiresIn) => {
    if (model === "Session") return await saveSession(db, id, payload, expiresIn);
    if (model !== "ReplayDetection") return await upsertEntity(db, model, id, payload, expiresIn);
    if (!(await insertOnce(db, model, id, payload, expiresIn))) {
      throw new errors.InvalidRequest("it was used already");
    }
  },
  // The engine looks before it consumes; of callers that looked together only one may go on. The
  // others are as suspicious as one that comes later: what the first gets ends with its grant.
  consume: async (id) => {
    if (await consumeEntity(db, model, id)) return;
    await revokeFamily(db, model, id);
    throw new (
      model === "PushedAuthorizationRequest" ? errors.InvalidRequestUri : errors.InvalidGrant
    )("it was used already");
  },
  destroy: (id) => (model === "Interaction" ? endInteraction(db, id) : deleteEntity(db, model, id)),
  revokeByGrantId: (grantId) => deleteEntitiesOfGrant(db, model, grantId),
});

/** Where the engine keeps its state: PostgreSQL, with clients from their own table. */
export const createAdapter =
  (db: Kysely<SsoDatabase>, clients: ClientCache, config: Own) =>
  (model: string): Adapter =>
    model === "Client" ? clientAdapter(clients, config) : entityAdapter(db, model);
