import type { Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import { money } from "@gov/kit/money.ts";
import { listItemKeys } from "#src/basket/share-queries.ts";
import { acceptedMinor } from "#src/bill/bill-due.ts";
import { lockBills } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { SurplusReason } from "#src/refund/refund-order.ts";
import type { ChargeRow } from "./charge-queries.ts";
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
const chargeOf = (payment: ReceivedPayment, bill: BillRow, chargeId: string): ChargeRow => {
  const pays = acceptedOf(bill, payment);
  const now = new Date();
  return {
    institution_id: bill.institution_id,
    id: chargeId,
    bill_id: bill.id,
    rail: payment.rail,
    status: pays > 0n ? "captured" : "surplus",
    // What of it was asked for; what is beyond was taken in excess.
    amount_minor: pays > 0n ? pays : payment.amount.amountMinor,
    currency: payment.amount.currency,
    taken_minor: payment.amount.amountMinor,
    whole: pays === bill.amount_minor,
    return_url: null,
    redirect_url: null,
    rail_state: {},
    rail_reference: payment.railTransactionId,
    failure_reason: null,
    expires_at: now,
    next_check_at: null,
    checks: 0,
    created_at: now,
    updated_at: now,
    captured_at: pays > 0n ? (payment.paidAt > now ? now : payment.paidAt) : null,
    basket_lane: null,
    basket_charge_id: null,
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

const writeFresh = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  fresh: readonly Fresh[],
): Promise<void> => {
  await insertRows(
    tx,
    "charge",
    fresh.map(({ charge }) => charge),
  );
  await insertRows(tx, "charge_event", fresh.map(eventOf));
  await payBills(
    tx,
    deps,
    fresh
      .filter(({ paysMinor }) => paysMinor > 0n)
      .map(({ payment, ...one }) => ({ ...one, feeMinor: payment.feeMinor ?? 0n })),
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

/** Receives payments of different bills in one transaction, in statements that carry them all. */
export const receiveAll = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  arrivals: readonly Arrival[],
): Promise<Received[]> => {
  const payments = arrivals.map(({ payment }) => payment);
  const keys = payments.map(({ bill }) => bill);
  const bills = await lockBills(tx, [...keys, ...(await listItemKeys(tx, keys))]);
  const chargeIds = await claimTransactions(tx, payments);
  const fresh = new Map<Arrival, Fresh>();
  arrivals.forEach((arrival, index) => {
    const { payment } = arrival;
    const bill = bills.get(payment.bill.billId);
    const chargeId = chargeIds[index];
    if (!bill) throw new Error("money was received for a bill that does not exist");
    if (chargeId === undefined) return;
    const charge = chargeOf(payment, bill, chargeId);
    fresh.set(arrival, { payment, bill, charge, paysMinor: acceptedOf(bill, payment) });
  });
  await writeFresh(tx, deps, [...fresh.values()]);
  const before = arrivals.filter((arrival) => !fresh.has(arrival));
  const known = await listReceivedCharges(
    tx,
    before.map(({ payment }) => payment),
  );
  const results: Received[] = [];
  for (const arrival of arrivals) {
    const one = fresh.get(arrival);
    const result: Received = one
      ? { kind: one.paysMinor > 0n ? "captured" : "suspended", charge: one.charge }
      : replayOf(arrival, known[before.indexOf(arrival)]);
    await arrival.alongside?.(tx, result);
    results.push(result);
  }
  return results;
};
