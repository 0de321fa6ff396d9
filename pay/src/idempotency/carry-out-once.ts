import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Answered } from "./answered.ts";
import { takeKey, type HeldKey } from "./idempotency-queries.ts";
import { keyLeaseMs, workUnderKey, type KeyDeps } from "./key-leases.ts";
import type { KeyedRequest } from "./keyed-request.ts";

export type AnsweredOnce = Readonly<{ answered: Answered; replayed: boolean }>;

/**
 * Carries out what stands under a key once; afterwards the same answer again. `work` stores its
 * answer with `storeAnswer` in the transaction of its effect. A failure frees the key: it had no
 * effect, and a retry is judged anew. The key is leased for as long as this process works on it:
 * if it dies, a retry a few seconds later goes on in its place.
 */
export const carryOutOnce = async <E extends string>(
  deps: KeyDeps,
  { clientId, key, requestHash }: KeyedRequest,
  work: (held: HeldKey) => Promise<Result<Answered, E>>,
): Promise<Result<AnsweredOnce, E | "keyInFlight" | "keyReused">> => {
  const state = await takeKey(deps.db, { clientId, key }, requestHash, keyLeaseMs);
  if (!state.ok) return state;
  if (state.value.kind === "answered") {
    return ok({ answered: state.value.answered, replayed: true });
  }
  const done = await workUnderKey(deps, state.value.held, work);
  if (!done) return err("keyInFlight");
  return done.ok ? ok({ answered: done.value, replayed: false }) : done;
};
