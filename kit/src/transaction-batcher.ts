import { createBatcher, type Batcher } from "./batcher.ts";
import { inTransaction, type Database, type Tx } from "./db.ts";

type Outcome<O> = Readonly<{ result: O }> | Readonly<{ failure: unknown }>;

/** Items in rounds in which each key stands once, in the order in which they came. */
export const roundsOf = <I>(items: readonly I[], keyOf: (item: I) => string): I[][] => {
  const rounds: I[][] = [];
  const count = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    const round = count.get(key) ?? 0;
    count.set(key, round + 1);
    (rounds[round] ??= []).push(item);
  }
  return rounds;
};

/**
 * Carries out what comes together in one transaction: one commit for many callers, each of whom
 * hears of their own item after it. Items of the same key go one after another, in transactions of
 * their own. Where the database refuses a transaction, each of its items is tried by itself, so
 * that a wrong one fails alone. `write` gives a result for each item, in order; it may be run
 * again, and has no effect outside its transaction.
 */
export const createTransactionBatcher = <DB, I, O>(options: {
  db: Database<DB>;
  write: (tx: Tx<DB>, items: readonly I[]) => Promise<readonly O[]>;
  keyOf: (item: I) => string;
  afterCommit: () => void;
  maxInFlight: number;
  maxItems: number;
  besideFrom?: number;
}): Batcher<I, O> => {
  const { db, write, keyOf, afterCommit, ...bounds } = options;

  const carryOut = async (round: readonly I[]): Promise<Outcome<O>[]> => {
    try {
      const results = await inTransaction(db, (tx) => write(tx, round));
      if (results.length !== round.length) throw new Error("a transaction lost results");
      return results.map((result) => ({ result }));
    } catch (failure) {
      if (round.length === 1) return [{ failure }];
      const outcomes: Outcome<O>[] = [];
      for (const item of round) outcomes.push(...(await carryOut([item])));
      return outcomes;
    }
  };

  const batcher = createBatcher<I, Outcome<O>>({
    ...bounds,
    run: async (items) => {
      const outcomes = new Map<I, Outcome<O>>();
      for (const round of roundsOf(items, keyOf)) {
        const carried = await carryOut(round);
        round.forEach((item, index) => {
          const outcome = carried[index];
          if (outcome) outcomes.set(item, outcome);
        });
      }
      afterCommit();
      return items.map((one) => outcomes.get(one) ?? { failure: new Error("not carried out") });
    },
  });
  const add = async (item: I): Promise<O> => {
    const outcome = await batcher.add(item);
    if ("failure" in outcome) throw outcome.failure;
    return outcome.result;
  };
  return { add, close: batcher.close };
};
