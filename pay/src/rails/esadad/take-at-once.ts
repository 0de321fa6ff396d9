import type { Tx } from "@gov/kit/db.ts";
import { writeTogether } from "@gov/kit/insert-rows.ts";
import { money } from "@gov/kit/money.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { keyOfCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { receiveAll } from "#src/charge/receive-all.ts";
import type { Arrival } from "#src/charge/receive-payment.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Esadad } from "./esadad.ts";
import type { NotifiedItem } from "./notification.ts";
import { lockNew, settledWrites } from "./notified-queries.ts";
import type { Notified, NotifiedForBill } from "./notified-queries.ts";

const arrivalOf = ({ payment, bill }: NotifiedForBill): Arrival => ({
  payment: {
    rail: "esadad",
    bill,
    railTransactionId: payment.trx,
    amount: money(payment.amountMinor, payment.currency),
    paidAt: payment.paidAt,
    means: payment.means,
    feeMinor: payment.feeMinor,
  },
  alongside: undefined,
});

/** True for those that are written down and posted. */
const takeAll = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  all: readonly Notified[],
): Promise<boolean[]> => {
  const fresh = await lockNew(tx, all);
  const settledOf = (charges: readonly (ChargeRow | undefined)[]) =>
    fresh.flatMap((notified, index) => {
      const charge = charges[index];
      return charge ? [{ notified, charge: keyOfCharge(charge) }] : [];
    });
  const received = await receiveAll(tx, deps, fresh.map(arrivalOf), (charges) =>
    settledWrites(settledOf(charges)),
  );
  // Money that came over another way before: its message is written down now.
  const known = received.map(({ kind, charge }) =>
    kind === "replayed" || kind === "contradicts" ? charge : undefined,
  );
  await writeTogether(tx, settledWrites(settledOf(known)));
  const taken = new Set(fresh.map(({ guid }) => guid));
  return all.map(({ guid }) => taken.has(guid));
};

const batcherOf = onceFor((deps: PayDeps) =>
  createTransactionBatcher({
    db: deps.db,
    write: (tx, all: readonly Notified[]) => takeAll(tx, deps, all),
    // A bill stands once in a transaction.
    keyOf: ({ billingNumber }) => billingNumber,
    afterCommit: deps.kickOutbox,
    maxInFlight: 3,
    besideFrom: 32,
    maxItems: 256,
  }),
);

/**
 * What nearly every notification is, one new payment of one bill: message, transaction and payment
 * in one transaction, together with those of others, committed when this resolves. False where it
 * is anything else, or could not be posted: nothing of it is written then, and it goes step by
 * step, the first of which writes it down whatever comes.
 */
export const takeAtOnce = async (
  { deps }: Esadad,
  message: Readonly<{ guid: string; bodyHash: Buffer; items: readonly NotifiedItem[] }>,
): Promise<boolean> => {
  const { guid, bodyHash, items } = message;
  const payment = items.length === 1 ? items[0]?.payment : undefined;
  if (!payment || payment.takenBack || payment.prepaidService !== undefined) return false;
  const number = parseBillingNumber(payment.number);
  if (!number.ok) return false;
  try {
    return await batcherOf(deps).add({ guid, bodyHash, payment, billingNumber: number.value });
  } catch (error) {
    deps.log.error({ err: error, guid, trx: payment.trx }, "a payment was not posted at once");
    return false;
  }
};
