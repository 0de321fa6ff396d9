import type { Context } from "hono";
import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { ok, type Result } from "@gov/kit/result.ts";
import type { ApiEnv } from "#src/api.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Answered } from "#src/idempotency/answered.ts";
import { carryOutOnce } from "#src/idempotency/carry-out-once.ts";
import { storeAnswer, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { sendAnswered } from "#src/idempotency/keyed-routes.ts";
import { send, writeRefused } from "./answer-routes.ts";
import type { Operation } from "./govstack.ts";
import { isFinal, type Refused } from "./refusals.ts";

type Asked = Readonly<{
  operation: Operation;
  /** The caller's id of the request: one for everything that it asks. */
  requestId: string;
  billId: string;
  /** Everything else that makes the request what it is. */
  facts: unknown;
}>;

/** Keyed, because a voucher's code is in it: fifteen digits are soon found from a plain hash. */
const hashOf = (deps: PayDeps, facts: unknown): Buffer =>
  hmacSha256(deriveKey(deps.encryptionKey, "govstack-request"), JSON.stringify(facts));

/**
 * Carries out a request once for its `requestId`. A rejection that is final is kept like a
 * success: the payer was told that the money comes back, so the answer never changes. One that is
 * not leaves nothing, and the same request is judged anew.
 */
export const answerRequest = async (
  c: Context<ApiEnv>,
  deps: PayDeps,
  asked: Asked,
  work: (held: HeldKey) => Promise<Result<Answered, Refused>>,
): Promise<Response> => {
  const { db } = deps;
  const { operation, requestId, billId } = asked;
  const refuse = (refused: Refused) =>
    writeRefused(c, operation, refused, { id: requestId, billId });
  const once = await carryOutOnce(
    { db, log: c.get("log") },
    {
      clientId: c.get("caller").clientId,
      key: `govstack/${requestId}`,
      requestHash: hashOf(deps, [operation, asked.facts]),
    },
    async (held): Promise<Result<Answered, Refused>> => {
      const worked = await work(held);
      if (worked.ok || !isFinal(worked.error)) return worked;
      const rejected = refuse(worked.error);
      await storeAnswer(db, held, rejected);
      return ok(rejected);
    },
  );
  if (!once.ok) return send(c, refuse(once.error));
  return sendAnswered(c, once.value.answered, once.value.replayed);
};
