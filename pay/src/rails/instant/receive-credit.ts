import type { Tx } from "@gov/kit/db.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
import { findBillKeysByNumber, type BillKey } from "#src/bill/bill-queries.ts";
import { keyOfCharge } from "#src/charge/charge-queries.ts";
import { receiveAll } from "#src/charge/receive-all.ts";
import type { Arrival } from "#src/charge/receive-payment.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { findKnownCredits, insertReceivedCredits } from "./credit-queries.ts";
import type { Credit } from "./iso/credit-notice.ts";

/** unusual: nothing was written; it was told before, or names no bill of ours. */
export type ReceivedCredit = "received" | "contradicts" | "unusual";

const arrivalOf = (credit: Credit, bill: BillKey): Arrival => ({
  payment: {
    rail: "instant",
    bill,
    railTransactionId: credit.bankReference,
    amount: credit.amount,
    paidAt: credit.bookedAt,
  },
  alongside: undefined,
});

type Fresh = Readonly<{ credit: Credit; bill: BillKey }>;

const findFresh = async (tx: Tx<PayDatabase>, credits: readonly Credit[]): Promise<Fresh[]> => {
  const known = await findKnownCredits(
    tx,
    credits.map((one) => one.bankReference),
  );
  const numbers = credits.flatMap((one) => one.billingNumber ?? []);
  const bills = await findBillKeysByNumber(tx, numbers);
  return credits.flatMap((credit) => {
    const bill = bills.get(credit.billingNumber ?? "");
    return bill && !known.has(credit.bankReference) ? [{ credit, bill }] : [];
  });
};

const receiveCredits = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  credits: readonly Credit[],
): Promise<ReceivedCredit[]> => {
  const fresh = await findFresh(tx, credits);
  const received = await receiveAll(
    tx,
    deps,
    fresh.map(({ credit, bill }) => arrivalOf(credit, bill)),
  );
  const outcomes = new Map<Credit, ReceivedCredit>();
  const written = fresh.flatMap(({ credit }, index) => {
    const one = received[index];
    if (!one) return [];
    outcomes.set(credit, one.kind === "contradicts" ? "contradicts" : "received");
    return one.kind === "contradicts" ? [] : [{ credit, charge: keyOfCharge(one.charge) }];
  });
  await insertReceivedCredits(tx, deps.encryptionKey, written);
  return credits.map((credit) => outcomes.get(credit) ?? "unusual");
};

const batcherOf = onceFor((deps: PayDeps) =>
  createTransactionBatcher({
    db: deps.db,
    write: (tx, credits: readonly Credit[]) => receiveCredits(tx, deps, credits),
    // A bill stands once in a transaction.
    keyOf: (credit) => credit.billingNumber ?? credit.bankReference,
    afterCommit: deps.kickOutbox,
    maxInFlight: 3,
    maxItems: 256,
  }),
);

/**
 * Takes a credit that a bank made of its own accord for a bill of ours and that was not heard of
 * before: credit, charge and payment in one transaction, together with those of others, committed
 * when this resolves.
 */
export const receiveCredit = async (deps: PayDeps, credit: Credit): Promise<ReceivedCredit> =>
  credit.billingNumber === undefined ? "unusual" : await batcherOf(deps).add(credit);
