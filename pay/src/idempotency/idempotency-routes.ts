import type { Context } from "hono";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Database } from "@gov/kit/db.ts";
import type { Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import { KeyLost, releaseKey, takeKey, type HeldKey } from "./idempotency-queries.ts";

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** Longer than a request that asks nobody else can take; then its process is taken for gone. */
const defaultHoldMs = 5_000;

const send = (c: Context, answered: Answered): Response =>
  c.body(answered.body, answered.status as 200, { "content-type": "application/json" });

/**
 * Carries out a mutating call once for its `Idempotency-Key`: 400 without one, 422 when the key
 * came with another request, 409 while it is being carried out, the same answer afterwards.
 * `work` stores its answer with `storeAnswer` in the transaction of its effect. A failure
 * frees the key: it had no effect, and a retry is judged anew. `holdMs` is how long the key is
 * kept for a process that may have died.
 */
export const answerOnce = async (
  c: Context,
  input: { db: Database<PayDatabase>; clientId: string; holdMs?: number },
  work: (held: HeldKey) => Promise<Result<Answered, ApiError>>,
): Promise<Response> => {
  const key = c.req.header("idempotency-key") ?? "";
  if (!keyPattern.test(key)) return answerError(c, "keyMissing");
  const hash = sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  const state = await takeKey(
    input.db,
    { clientId: input.clientId, key },
    hash,
    input.holdMs ?? defaultHoldMs,
  );
  if (!state.ok) return answerError(c, state.error);
  if (state.value.kind === "answered") {
    c.header("idempotent-replayed", "true");
    return send(c, state.value.answered);
  }
  const { held } = state.value;
  try {
    const done = await work(held);
    if (done.ok) return send(c, done.value);
    await releaseKey(input.db, held);
    return answerError(c, done.error);
  } catch (error) {
    if (error instanceof KeyLost) return answerError(c, "keyInFlight");
    await releaseKey(input.db, held);
    throw error;
  }
};
