import type { Context } from "hono";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Database } from "@gov/kit/db.ts";
import type { Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import { carryOutOnce, type AnsweredOnce } from "./carry-out-once.ts";
import type { HeldKey } from "./idempotency-queries.ts";

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** Sends what was answered under a key; a repetition says that it is one. */
export const sendAnswered = (c: Context, { answered, replayed }: AnsweredOnce): Response => {
  if (replayed) c.header("idempotent-replayed", "true");
  return c.body(answered.body, answered.status as 200, { "content-type": "application/json" });
};

/**
 * Carries out a mutating call once for its `Idempotency-Key`: 400 without one, 422 when the key
 * came with another request, 409 while it is being carried out, the same answer afterwards.
 */
export const answerOnce = async (
  c: Context,
  input: { db: Database<PayDatabase>; clientId: string; holdMs?: number },
  work: (held: HeldKey) => Promise<Result<Answered, ApiError>>,
): Promise<Response> => {
  const key = c.req.header("idempotency-key") ?? "";
  if (!keyPattern.test(key)) return answerError(c, "keyMissing");
  const requestHash = sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  const { db, clientId, holdMs } = input;
  const once = await carryOutOnce({ db, name: { clientId, key }, requestHash, holdMs }, work);
  return once.ok ? sendAnswered(c, once.value) : answerError(c, once.error);
};
