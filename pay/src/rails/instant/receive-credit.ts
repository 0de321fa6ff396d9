import type { Tx } from "@gov/kit/db.ts";
import { writeTogether } from "@gov/kit/insert-rows.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
import type { BillKey } from "#src/bill/bill-queries.ts";
import { keyOfCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { receiveAll } from "#src/charge/receive-all.ts";
import type { Arrival } from "#src/charge/receive-payment.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { findBillsOfNew, receivedCredits } from "./credit-queries.ts";
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

const receiveCredits = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  credits: readonly Credit[],
): Promise<ReceivedCredit[]> => {
  const bills = await findBillsOfNew(tx, credits);
  const fresh = credits.flatMap((credit, index) => {
    const bill = bills[index];
    return bill ? [{ credit, bill }] : [];
  });
  const writesOf = (charges: readonly (ChargeRow | undefined)[]) =>
    receivedCredits(
      deps.encryptionKey,
      fresh.flatMap(({ credit }, index) => {
        const charge = charges[index];
        return charge ? [{ credit, charge: keyOfCharge(charge) }] : [];
      }),
    );
  const received = await receiveAll(
    tx,
    deps,
    fresh.map(({ credit, bill }) => arrivalOf(credit, bill)),
    writesOf,
  );
  // Money that came over another way before: its credit is written down now.
  const known = received.map(({ kind, charge }) => (kind === "replayed" ? charge : undefined));
  await writeTogether(tx, writesOf(known));
  const outcomes = new Map(
    fresh.map(({ credit }, index): [Credit, ReceivedCredit] => [
      credit,
      received[index]?.kind === "contradicts" ? "contradicts" : "received",
    ]),
  );
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
    besideFrom: 32,
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
