import type { Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { lockBill } from "#src/bill/bill-queries.ts";
import { closeBreaks } from "#src/charge/break-queries.ts";
import { getCharge } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { refundDueTransfer, refundWithdrawalTransfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { announceRefund } from "#src/webhook/announce.ts";
import { findStandingPayment } from "#src/receipt/payment-queries.ts";
import { getPayment, type PaymentRow } from "#src/payment/payment-queries.ts";
import { needsSecondPerson, takeBackParts, type Actor, type RefundGround } from "./refund-order.ts";
import {
  findRefundLimit,
  findTaken,
  insertParts,
  insertRefundOrder,
  keyOfOrder,
  listRefundParts,
  lockRefundOrder,
  stepRefundOrder,
  type RefundOrderRow,
} from "./refund-order-queries.ts";
import { scheduleRefund } from "./refund-queries.ts";

export type RefundRefusal =
  | "refundTooLarge"
  | "refundCurrency"
  | "refundPositions"
  | "paymentReversed";
export type DecisionRefusal =
  | "refundDecided"
  | "refundByOneself"
  | "refundPositions"
  | "paymentReversed";

const maxRailRefunds = 40;

const billKeyOf = (of: Readonly<{ institution_id: string; bill_id: string }>) => ({
  institutionId: of.institution_id,
  billId: of.bill_id,
});
const chargeKeyOf = (of: Readonly<{ institution_id: string; charge_id: string }>) => ({
  institutionId: of.institution_id,
  chargeId: of.charge_id,
});
const amountOf = (order: RefundOrderRow): Money => ({
  amountMinor: order.amount_minor,
  currency: order.currency,
});

/** An approved order: its money from the billers to suspense, and the rail is asked. */
const carryOut = async (tx: Tx<PayDatabase>, approved: RefundOrderRow): Promise<RefundOrderRow> => {
  const charge = await getCharge(tx, chargeKeyOf(approved));
  const payment = { institution_id: approved.institution_id, id: approved.payment_id };
  const taken = await findTaken(tx, payment);
  const standing = await findStandingPayment(tx, charge);
  if (!standing) throw new Error(`refund ${approved.id}: its payment does not stand`);
  const parts = takeBackParts(amountOf(approved), standing.parts, taken);
  await insertParts(tx, approved, parts);
  const from = { institutionId: charge.institution_id, orderId: approved.id, rail: charge.rail };
  await postTransfer(tx, refundDueTransfer(from, approved.currency, parts));
  const { position } = await scheduleRefund(tx, charge, amountOf(approved), "byBiller");
  const due = await stepRefundOrder(tx, approved, "handedToRail", {
    actor: null,
    change: { position },
  });
  if (!due) throw new Error(`refund ${approved.id}: handedToRail is illegal`);
  return due;
};

const tooManyAsked = async (
  tx: Tx<PayDatabase>,
  charge: { institution_id: string; charge_id: string },
) => {
  const { count } = await tx
    .selectFrom("refund")
    .select((each) => each.fn.countAll<bigint>().as("count"))
    .where("institution_id", "=", charge.institution_id)
    .where("charge_id", "=", charge.charge_id)
    .executeTakeFirstOrThrow();
  return count >= BigInt(maxRailRefunds);
};

/**
 * Asks for money of a payment to go back. Within the biller's limit it is approved at once;
 * beyond it waits for a second person. `id` is the caller's: the same one twice is one refund.
 */
export const requestRefund = async (
  tx: Tx<PayDatabase>,
  input: Readonly<{
    id: string;
    payment: PaymentRow;
    amount: Money;
    ground: RefundGround;
    note: string;
    by: Actor;
  }>,
): Promise<Result<RefundOrderRow, RefundRefusal>> => {
  const { amount } = input;
  const bill = await lockBill(tx, billKeyOf(input.payment));
  const payment = await getPayment(tx, {
    institutionId: bill.institution_id,
    paymentId: input.payment.id,
  });
  if (payment.reversed_at !== null) return err("paymentReversed");
  if (amount.currency !== payment.currency) return err("refundCurrency");
  const heldMinor = payment.refunded_minor;
  if (amount.amountMinor > payment.amount_minor - heldMinor) return err("refundTooLarge");
  if (await tooManyAsked(tx, payment)) return err("refundPositions");
  const order = await insertRefundOrder(tx, { ...input, payment });
  const biller = { institutionId: bill.institution_id, billerCode: bill.biller_code };
  const limitMinor = await findRefundLimit(tx, { ...biller, currency: amount.currency });
  const charge = await getCharge(tx, chargeKeyOf(order));
  if (needsSecondPerson({ heldMinor, amountMinor: amount.amountMinor, limitMinor })) {
    await announceRefund(tx, { bill, charge }, order, "refund.created");
    return ok(order);
  }
  const approved = await stepRefundOrder(tx, order, "approved", {
    actor: null,
    change: { approval: "withinLimit", decided_at: new Date() },
  });
  if (!approved) throw new Error(`refund ${order.id}: approved is illegal`);
  const due = await carryOut(tx, approved);
  await announceRefund(tx, { bill, charge }, due, "refund.created");
  return ok(due);
};

export type Decision = Readonly<{
  order: RefundOrderRow;
  by: string;
  note: string | undefined;
}>;

/** A second person agrees: the money goes. Nobody agrees to what they asked for themselves. */
export const approveRefund = async (
  tx: Tx<PayDatabase>,
  { order: seen, by, note }: Decision,
): Promise<Result<RefundOrderRow, DecisionRefusal>> => {
  const bill = await lockBill(tx, billKeyOf(seen));
  const order = await lockRefundOrder(tx, keyOfOrder(seen));
  if (order.status !== "requested") return err("refundDecided");
  if (order.requested_by_kind === "staff" && order.requested_by === by) {
    return err("refundByOneself");
  }
  const charge = await getCharge(tx, chargeKeyOf(order));
  if (!(await findStandingPayment(tx, charge))) return err("paymentReversed");
  if (await tooManyAsked(tx, order)) return err("refundPositions");
  const approved = await stepRefundOrder(tx, order, "approved", {
    actor: by,
    change: {
      approval: "secondPerson",
      decided_by: by,
      decided_at: new Date(),
      decision_note: note ?? null,
    },
  });
  if (!approved) return err("refundDecided");
  const due = await carryOut(tx, approved);
  await announceRefund(tx, { bill, charge }, due, "refund.approved");
  return ok(due);
};

/** It does not go; the requester may reject it too, which takes the request back. */
export const rejectRefund = async (
  tx: Tx<PayDatabase>,
  { order: seen, by, note }: Decision,
): Promise<Result<RefundOrderRow, DecisionRefusal>> => {
  const bill = await lockBill(tx, billKeyOf(seen));
  const order = await lockRefundOrder(tx, keyOfOrder(seen));
  const rejected = await stepRefundOrder(tx, order, "rejected", {
    actor: by,
    change: { decided_by: by, decided_at: new Date(), decision_note: note ?? null },
  });
  if (!rejected) return err("refundDecided");
  const charge = await getCharge(tx, chargeKeyOf(order));
  await announceRefund(tx, { bill, charge }, rejected, "refund.rejected");
  return ok(rejected);
};

/** The rail refused it: it is asked anew, under a transaction of its own. */
export const askRailAgain = async (
  tx: Tx<PayDatabase>,
  { order: seen, by }: Omit<Decision, "note">,
): Promise<Result<RefundOrderRow, DecisionRefusal>> => {
  await lockBill(tx, billKeyOf(seen));
  const order = await lockRefundOrder(tx, keyOfOrder(seen));
  if (order.status !== "refusedByRail") return err("refundDecided");
  if (await tooManyAsked(tx, order)) return err("refundPositions");
  const charge = await getCharge(tx, chargeKeyOf(order));
  const { position } = await scheduleRefund(tx, charge, amountOf(order), "byBiller");
  await closeBreaks(tx, charge, "refundRefused");
  const due = await stepRefundOrder(tx, order, "askedAgain", { actor: by, change: { position } });
  return due ? ok(due) : err("refundDecided");
};

/** The rail refused it for good: the money is owed to the billers again. */
export const withdrawRefund = async (
  tx: Tx<PayDatabase>,
  { order: seen, by }: Omit<Decision, "note">,
): Promise<Result<RefundOrderRow, DecisionRefusal>> => {
  const bill = await lockBill(tx, billKeyOf(seen));
  const order = await lockRefundOrder(tx, keyOfOrder(seen));
  const withdrawn = await stepRefundOrder(tx, order, "withdrawn", { actor: by });
  if (!withdrawn) return err("refundDecided");
  const charge = await getCharge(tx, chargeKeyOf(order));
  const from = { institutionId: charge.institution_id, orderId: order.id, rail: charge.rail };
  const parts = await listRefundParts(tx, keyOfOrder(order));
  await postTransfer(tx, refundWithdrawalTransfer(from, order.currency, parts));
  await closeBreaks(tx, charge, "refundRefused");
  await announceRefund(tx, { bill, charge }, withdrawn, "refund.withdrawn");
  return ok(withdrawn);
};
