import type { Database } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import { KeyLost, releaseKey, takeKey } from "./idempotency-queries.ts";
import type { HeldKey, KeyName } from "./idempotency-queries.ts";

/** Longer than a request that asks nobody else can take; then its process is taken for gone. */
const defaultHoldMs = 5_000;

export type Once = Readonly<{
  db: Database<PayDatabase>;
  name: KeyName;
  /** Of all that makes the request what it is: the same key with another one is refused. */
  requestHash: Buffer;
  /** How long the key is kept for a process that may have died. */
  holdMs?: number | undefined;
}>;

export type AnsweredOnce = Readonly<{ answered: Answered; replayed: boolean }>;

/**
 * Carries out what stands under a key once; afterwards the same answer again. `work` stores its
 * answer with `storeAnswer` in the transaction of its effect. A failure frees the key: it had no
 * effect, and a retry is judged anew.
 */
export const carryOutOnce = async <E extends string>(
  { db, name, requestHash, holdMs = defaultHoldMs }: Once,
  work: (held: HeldKey) => Promise<Result<Answered, E>>,
): Promise<Result<AnsweredOnce, E | "keyInFlight" | "keyReused">> => {
  const state = await takeKey(db, name, requestHash, holdMs);
  if (!state.ok) return state;
  if (state.value.kind === "answered") {
    return ok({ answered: state.value.answered, replayed: true });
  }
  const { held } = state.value;
  try {
    const done = await work(held);
    if (done.ok) return ok({ answered: done.value, replayed: false });
    await releaseKey(db, held);
    return done;
  } catch (error) {
    if (error instanceof KeyLost) return err("keyInFlight");
    await releaseKey(db, held);
    throw error;
  }
};
