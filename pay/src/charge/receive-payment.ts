import type { Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
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
const besideFrom = 32;
const maxItems = 256;

// What a gateway receives is posted together: whatever came while the last commit ran.
const batcherOf = onceFor((deps: PayDeps) =>
  createTransactionBatcher({
    db: deps.db,
    write: (tx, arrivals: readonly Arrival[]) => receiveAll(tx, deps, arrivals),
    keyOf: ({ payment: { bill } }) => `${bill.institutionId}/${bill.billId}`,
    afterCommit: deps.kickOutbox,
    maxInFlight,
    besideFrom,
    maxItems,
  }),
);

/**
 * Accepts money that a rail took on its own: it pays the bill as far as something is due, whatever
 * other attempt holds the claim; the rest goes to suspense and back. One transaction, committed
 * when this resolves; the same rail transaction again changes nothing.
 */
export const receivePayment = async (
  deps: PayDeps,
  payment: ReceivedPayment,
  alongside?: Alongside,
): Promise<Received> => await batcherOf(deps).add({ payment, alongside });
