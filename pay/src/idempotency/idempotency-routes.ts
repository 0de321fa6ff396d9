import type { Context } from "hono";
import type { Database } from "@gov/kit/db.ts";
import type { Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import { carryOutOnce } from "./carry-out-once.ts";
import type { HeldKey } from "./idempotency-queries.ts";
import { readKeyed, sendAnswered } from "./keyed-routes.ts";

/**
 * Carries out a mutating call once for its `Idempotency-Key`: 400 without one, 422 when the key
 * came with another request, 409 while it is being carried out, the same answer afterwards.
 * `work` stores its answer as `carryOutOnce` says.
 */
export const answerOnce = async (
  c: Context,
  input: { db: Database<PayDatabase>; clientId: string },
  work: (held: HeldKey) => Promise<Result<Answered, ApiError>>,
): Promise<Response> => {
  const request = await readKeyed(c, input.clientId);
  if (!request.ok) return answerError(c, request.error);
  const once = await carryOutOnce({ db: input.db, log: c.get("log") }, request.value, work);
  if (!once.ok) return answerError(c, once.error);
  return sendAnswered(c, once.value.answered, once.value.replayed);
};
