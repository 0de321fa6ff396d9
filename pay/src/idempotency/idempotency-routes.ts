import type { Context } from "hono";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Database } from "@gov/kit/db.ts";
import type { Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import { takeKey, type HeldKey } from "./idempotency-queries.ts";
import { keyLeaseMs, workUnderKey } from "./key-leases.ts";

const keyPattern = /^[\x21-\x7e]{1,255}$/;

const send = (c: Context, answered: Answered): Response =>
  c.body(answered.body, answered.status as 200, { "content-type": "application/json" });

/**
 * Carries out a mutating call once for its `Idempotency-Key`: 400 without one, 422 when the key
 * came with another request, 409 while it is being carried out, the same answer afterwards.
 * `work` stores its answer with `storeAnswer` in the transaction of its effect. A failure
 * frees the key: it had no effect, and a retry is judged anew. The key is leased for as long as
 * this process works on it: if it dies, a retry a few seconds later goes on in its place.
 */
export const answerOnce = async (
  c: Context,
  input: { db: Database<PayDatabase>; clientId: string },
  work: (held: HeldKey) => Promise<Result<Answered, ApiError>>,
): Promise<Response> => {
  const { db, clientId } = input;
  const key = c.req.header("idempotency-key") ?? "";
  if (!keyPattern.test(key)) return answerError(c, "keyMissing");
  const hash = sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  const state = await takeKey(db, { clientId, key }, hash, keyLeaseMs);
  if (!state.ok) return answerError(c, state.error);
  if (state.value.kind === "answered") {
    c.header("idempotent-replayed", "true");
    return send(c, state.value.answered);
  }
  const done = await workUnderKey({ db, log: c.get("log") }, state.value.held, work);
  if (!done) return answerError(c, "keyInFlight");
  return done.ok ? send(c, done.value) : answerError(c, done.error);
};
