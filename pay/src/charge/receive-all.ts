import type { Tx } from "@gov/kit/db.ts";
import { insertionOf, type Write } from "@gov/kit/insert-rows.ts";
import { money } from "@gov/kit/money.ts";
import { lockWithItems } from "#src/basket/share-queries.ts";
import { acceptedMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { SurplusReason } from "#src/refund/refund-order.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { newCharge } from "./new-charge.ts";
import { payBills } from "./pay-bills.ts";
import type { Arrival, Received, ReceivedPayment } from "./receive-payment.ts";
import { claimTransactions, hurryClaimant, listReceivedCharges } from "./received-queries.ts";
import { isPayable } from "./settlement.ts";
import { suspend } from "./suspend.ts";

type Fresh = Readonly<{
  payment: ReceivedPayment;
  bill: BillRow;
  charge: ChargeRow;
  /** What of it pays the bill; the rest goes back. */
  paysMinor: bigint;
}>;

const acceptedOf = (bill: BillRow, { amount }: ReceivedPayment): bigint =>
  isPayable(bill.status) && bill.currency === amount.currency
    ? acceptedMinor(bill, amount.amountMinor)
    : 0n;

/** An attempt that begins with its end: the rail took the money before we heard of it. */
const chargeOf = (payment: ReceivedPayment, bill: BillRow, id: string): ChargeRow => {
  const { amount, paidAt, rail, railTransactionId } = payment;
  const pays = acceptedOf(bill, payment);
  const at = new Date();
  // What of it was asked for; what is beyond was taken in excess.
  const amountMinor = pays > 0n ? pays : amount.amountMinor;
  return {
    ...newCharge(bill, { id, rail, amountMinor, at, expiresAt: at }),
    status: pays > 0n ? "captured" : "surplus",
    currency: amount.currency,
    taken_minor: amount.amountMinor,
    whole: pays === bill.amount_minor,
    rail_reference: railTransactionId,
    captured_at: pays > 0n ? (paidAt > at ? at : paidAt) : null,
  };
};

const eventOf = ({ charge, payment }: Fresh) => ({
  institution_id: charge.institution_id,
  charge_id: charge.id,
  position: 1,
  event: charge.status === "captured" ? "captured" : "capturedInExcess",
  from_status: "created",
  to_status: charge.status,
  detail: payment.means ? { means: payment.means } : {},
  at: charge.created_at,
});

const returnRest = async (
  tx: Tx<PayDatabase>,
  { payment, bill, charge, paysMinor }: Fresh,
): Promise<void> => {
  const { amountMinor, currency } = payment.amount;
  if (amountMinor === paysMinor) return;
  const short = isPayable(bill.status) && bill.currency === currency;
  const reason: SurplusReason =
    paysMinor > 0n ? "takenTwice" : short ? "takenShort" : "billSettled";
  await suspend(tx, charge, money(amountMinor - paysMinor, currency), reason);
};

/** Writes the attempts, what their rail keeps of them, and whatever they pay. */
const writeFresh = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  fresh: readonly Fresh[],
  beside: readonly Write[],
): Promise<void> => {
  const charges = fresh.map(({ charge }) => charge);
  await payBills(
    tx,
    deps,
    fresh
      .filter(({ paysMinor }) => paysMinor > 0n)
      .map(({ payment, ...one }) => ({ ...one, feeMinor: payment.feeMinor ?? 0n })),
    {
      writes: [
        ...insertionOf("charge", charges),
        ...insertionOf("charge_event", fresh.map(eventOf)),
        ...beside,
      ],
    },
  );
  for (const one of fresh) {
    await returnRest(tx, one);
    // Another attempt at this bill may be under way: its rail is asked soon.
    if (one.bill.claimed_by) await hurryClaimant(tx, one.bill);
  }
};

const replayOf = ({ payment }: Arrival, charge: ChargeRow | undefined): Received => {
  if (!charge) throw new Error("a rail transaction was neither written nor found");
  const same =
    charge.bill_id === payment.bill.billId &&
    charge.taken_minor === payment.amount.amountMinor &&
    charge.currency === payment.amount.currency;
  return { kind: same ? "replayed" : "contradicts", charge };
};

/**
 * What is to be written in the statement that writes the attempts: `taken` has the new attempt of
 * each arrival, in order; none where its transaction was received before.
 */
export type Beside = (taken: readonly (ChargeRow | undefined)[]) => readonly Write[];

const takeFresh = async (
  tx: Tx<PayDatabase>,
  arrivals: readonly Arrival[],
): Promise<(Fresh | undefined)[]> => {
  const payments = arrivals.map(({ payment }) => payment);
  const bills = await lockWithItems(
    tx,
    payments.map(({ bill }) => bill),
  );
  const chargeIds = await claimTransactions(tx, payments);
  return payments.map((payment, index) => {
    const bill = bills.get(payment.bill.billId);
    const chargeId = chargeIds[index];
    if (!bill) throw new Error("money was received for a bill that does not exist");
    if (chargeId === undefined) return undefined;
    const charge = chargeOf(payment, bill, chargeId);
    return { payment, bill, charge, paysMinor: acceptedOf(bill, payment) };
  });
};

/** Receives payments of different bills in one transaction, in statements that carry them all. */
export const receiveAll = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  arrivals: readonly Arrival[],
  beside: Beside = () => [],
): Promise<Received[]> => {
  if (arrivals.length === 0) return [];
  const taken = await takeFresh(tx, arrivals);
  const fresh = taken.filter((one) => one !== undefined);
  await writeFresh(tx, deps, fresh, beside(taken.map((one) => one?.charge)));
  const before = arrivals.filter((_, index) => !taken[index]);
  const known = await listReceivedCharges(
    tx,
    before.map(({ payment }) => payment),
  );
  const results: Received[] = [];
  for (const [index, arrival] of arrivals.entries()) {
    const one = taken[index];
    const result: Received = one
      ? { kind: one.paysMinor > 0n ? "captured" : "suspended", charge: one.charge }
      : replayOf(arrival, known[before.indexOf(arrival)]);
    await arrival.alongside?.(tx, result);
    results.push(result);
  }
  return results;
};
