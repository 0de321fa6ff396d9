import { createBatcher, type Batcher } from "@gov/kit/batcher.ts";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import type { BillKey } from "#src/bill/bill-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { receiveAll } from "./receive-all.ts";

/** Money that a rail took for a bill without our asking. */
export type ReceivedPayment = Readonly<{
  rail: RailCode;
  bill: BillKey;
  /** The rail's own id of it: what comes twice under one id is one payment. */
  railTransactionId: string;
  amount: Money;
  paidAt: Date;
  means?: string | undefined;
  /** What of it the rail keeps for its work. */
  feeMinor?: bigint | undefined;
}>;

export type Received = Readonly<{
  /**
   * captured: it pays the bill, or a part of it. suspended: nothing of it does, and it goes back.
   * replayed: it was received before. contradicts: this id was received with other facts.
   */
  kind: "captured" | "suspended" | "replayed" | "contradicts";
  charge: ChargeRow;
}>;

/** What is to be written in the same transaction, e.g. the rail's message and our answer. */
export type Alongside = (tx: Tx<PayDatabase>, received: Received) => Promise<void>;

export type Arrival = Readonly<{ payment: ReceivedPayment; alongside: Alongside | undefined }>;

const maxInFlight = 3;
const maxItems = 256;

/** Arrivals in rounds in which each bill stands once, in the order in which they came. */
const roundsOf = (arrivals: readonly Arrival[]): Arrival[][] => {
  const rounds: Arrival[][] = [];
  const count = new Map<string, number>();
  for (const arrival of arrivals) {
    const { institutionId, billId } = arrival.payment.bill;
    const key = `${institutionId}/${billId}`;
    const round = count.get(key) ?? 0;
    count.set(key, round + 1);
    (rounds[round] ??= []).push(arrival);
  }
  return rounds;
};

type Outcome = Readonly<{ received: Received }> | Readonly<{ failure: unknown }>;

const receiveRound = async (deps: PayDeps, round: readonly Arrival[]): Promise<Outcome[]> => {
  try {
    const all = await inTransaction(deps.db, (tx) => receiveAll(tx, deps, round));
    return all.map((received) => ({ received }));
  } catch (failure) {
    if (round.length === 1) return [{ failure }];
    // One of them is refused by the database: each on its own shows which.
    const outcomes: Outcome[] = [];
    for (const arrival of round) outcomes.push(...(await receiveRound(deps, [arrival])));
    return outcomes;
  }
};

const run = async (deps: PayDeps, arrivals: readonly Arrival[]): Promise<Outcome[]> => {
  const outcomes = new Map<Arrival, Outcome>();
  for (const round of roundsOf(arrivals)) {
    const results = await receiveRound(deps, round);
    round.forEach((arrival, index) => {
      outcomes.set(arrival, results[index] ?? { failure: new Error("an outcome is missing") });
    });
  }
  deps.kickOutbox();
  return arrivals.map((one) => outcomes.get(one) ?? { failure: new Error("not carried out") });
};

// What a gateway receives is posted together: whatever came while the last commit ran.
const batchers = new WeakMap<PayDeps, Batcher<Arrival, Outcome>>();

const batcherOf = (deps: PayDeps): Batcher<Arrival, Outcome> => {
  const known = batchers.get(deps);
  if (known) return known;
  const batcher = createBatcher<Arrival, Outcome>({
    run: (arrivals) => run(deps, arrivals),
    maxInFlight,
    maxItems,
  });
  batchers.set(deps, batcher);
  return batcher;
};

/**
 * Accepts money that a rail took on its own: it pays the bill as far as something is due, whatever
 * other attempt holds the claim; the rest goes to suspense and back. One transaction, committed
 * when this resolves; the same rail transaction again changes nothing.
 */
export const receivePayment = async (
  deps: PayDeps,
  payment: ReceivedPayment,
  alongside?: Alongside,
): Promise<Received> => {
  const outcome = await batcherOf(deps).add({ payment, alongside });
  if ("failure" in outcome) throw outcome.failure;
  return outcome.received;
};
