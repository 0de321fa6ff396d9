import type { Kysely } from "kysely";
import { AsyncLocalStorage } from "node:async_hooks";
import Provider, { errors, type AdapterPayload } from "oidc-provider";
import type { Account } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Choice } from "#src/mandate/choice-queries.ts";
import { writeTogether, type Write } from "#src/write-queries.ts";
import { revokeFamily } from "./entity-queries.ts";
import { spending } from "./entity-write-queries.ts";

/**
 * What one request to the engine has read ahead and has yet to write. The engine asks for one
 * thing after the other and stores each by itself; a statement costs more than what it does, so
 * what belongs together is read at once, and written at once before the answer leaves.
 */
export type EngineRequest = {
  /** What came with something else, by its model and id; a session's is its uid. */
  readonly ahead: Map<string, AdapterPayload>;
  person?: Account;
  /** For whom the person acts under a grant: null where nothing is written down. */
  choice?: Readonly<{ grantId: string; made: Choice | undefined }>;
  /** The session's row as this request read it. */
  sessionVersion?: string | undefined;
  /** Whether the use of the session was noted. */
  noted?: boolean;
  spends?: Readonly<{ model: string; id: string }>;
  /** What `counted`, the write that counts sign-ins of this address, found no room in. */
  full?: boolean;
  later: Record<string, Write>;
};

const requests = new WeakMap<object, EngineRequest>();

/** The request that the engine is answering; undefined where a page of ours calls it. */
export const engineRequest = (
  ctx: object | undefined = Provider.ctx,
): EngineRequest | undefined => {
  if (!ctx) return undefined;
  const known = requests.get(ctx);
  if (known) return known;
  const request: EngineRequest = { ahead: new Map(), later: {} };
  requests.set(ctx, request);
  return request;
};

type Ahead = EngineRequest["ahead"];

/** What a page of ours has read before it asks the engine about it. */
export const readAhead = new AsyncLocalStorage<Ahead>();

export const aheadKey = (model: string, id: string): string => `${model} ${id}`;

/** What came with something else, once: whoever asks again gets it as it is by then. */
export const takeAhead = (model: string, id: string): AdapterPayload | undefined => {
  const ahead = engineRequest()?.ahead ?? readAhead.getStore();
  const key = aheadKey(model, id);
  const known = ahead?.get(key);
  ahead?.delete(key);
  return known;
};

/** Of callers that redeemed the same together, what all but one hear. */
export const usedAlready = (model: string): Error =>
  new (model === "PushedAuthorizationRequest" ? errors.InvalidRequestUri : errors.InvalidGrant)(
    "it was used already",
  );

/** Spends a code or refresh token, with the next write or before the answer. */
export const spendLater = (request: EngineRequest, model: string, id: string): void => {
  request.spends = { model, id };
  request.later["spent"] = spending(model, id);
};

/**
 * Writes what waits, in one statement. Of requests that spend the same code only one gets through;
 * the others are as suspicious as one that comes later: what the first gets ends with its grant.
 */
export const writeWaiting = async (
  db: Kysely<SsoDatabase>,
  request: EngineRequest,
): Promise<Record<string, number>> => {
  const writes = request.later;
  request.later = {};
  if (Object.keys(writes).length === 0) return {};
  const done = await writeTogether(db, writes);
  if (done["counted"] === 0) request.full = true;
  if (request.spends && done["spent"] === 0) {
    const { model, id } = request.spends;
    await revokeFamily(db, model, id);
    throw usedAlready(model);
  }
  return done;
};
