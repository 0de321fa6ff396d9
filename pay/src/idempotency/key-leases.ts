import type { Database } from "@gov/kit/db.ts";
import { createLeaseKeeper } from "@gov/kit/lease-keeper.ts";
import type { Log } from "@gov/kit/log.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import type { Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import { KeyLost, releaseKey, renewKeys, type HeldKey } from "./idempotency-queries.ts";

/** How long a key stays with a process that died. A live one may miss two renewals. */
export const keyLeaseMs = 3_000;
const renewEveryMs = 1_000;

/** The one keeper of this process's keys in a database. */
const keeperOf = onceFor((db: Database<PayDatabase>) => {
  const renew = (held: readonly HeldKey[]) => renewKeys(db, held, keyLeaseMs);
  return createLeaseKeeper<HeldKey>({ renewEveryMs, renew });
});

export type KeyDeps = Readonly<{ db: Database<PayDatabase>; log: Log | undefined }>;

/** Frees the key of work without effect; where that fails, its lease runs out by itself. */
const giveBack = async ({ db, log }: KeyDeps, held: HeldKey): Promise<void> => {
  try {
    await releaseKey(db, held);
  } catch (error) {
    log?.warn({ err: error }, "a key could not be freed");
  }
};

/**
 * Works while the key is kept leased. A failure frees it: it had no effect, and a retry is
 * judged anew. Undefined where somebody else took the key over meanwhile.
 */
export const workUnderKey = async <E>(
  deps: KeyDeps,
  held: HeldKey,
  work: (held: HeldKey) => Promise<Result<Answered, E>>,
): Promise<Result<Answered, E> | undefined> => {
  const stopRenewing = keeperOf(deps.db).hold(held);
  try {
    const done = await work(held);
    if (!done.ok) await giveBack(deps, held);
    return done;
  } catch (error) {
    if (error instanceof KeyLost) return undefined;
    await giveBack(deps, held);
    throw error;
  } finally {
    stopRenewing();
  }
};
