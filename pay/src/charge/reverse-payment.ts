import { partsByLane } from "#src/basket/parts-by-lane.ts";
import { lockShares } from "#src/basket/share-queries.ts";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { updateBill } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { basketReversalTransfer, refundTransfer, reversalTransfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import type { RailCode } from "#src/rails/rail.ts";
import {
  findStandingPayment,
  markReversed,
  type StandingPayment,
} from "#src/receipt/payment-queries.ts";
import { announceSurplus } from "#src/refund/announce-surplus.ts";
import { findTaken } from "#src/refund/refund-order-queries.ts";
import { listRefunds, markReturned, type RefundRow } from "#src/refund/refund-queries.ts";
import { announceReversed } from "#src/webhook/announce.ts";
import { openBreak } from "./break-queries.ts";
import { findUnderWay, getCharge, keyOfCharge, type ChargeRow } from "./charge-queries.ts";
import { fromCharge } from "./post-captures.ts";
import { findRailTransaction } from "./received-queries.ts";
import { lockBoth, takeStep, type Locked } from "./step.ts";

export type Reversal = Readonly<{
  rail: RailCode;
  railTransactionId: string;
  /** Why, in one word of the rail's: shown to staff in the timeline. */
  reason: string;
}>;

export type Reversed = Readonly<{
  /**
   * reversed: the bill is owed again. returned: money in suspense went back to its payer.
   * replayed: it was reversed before. unknown: no such payment. disputed: a person must look.
   */
  kind: "reversed" | "returned" | "replayed" | "unknown" | "disputed";
  charge: ChargeRow | undefined;
}>;

const paymentKeyOf = (payment: StandingPayment) => ({
  institution_id: payment.institutionId,
  id: payment.id,
});

/** A bill that is owed again is held by the attempt that is still under way, where there is one. */
const claimAfter = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
): Promise<Pick<BillRow, "status" | "claimed_by">> => {
  const open = await findUnderWay(tx, bill);
  return open ? { status: "claimed", claimed_by: open } : { status: "open", claimed_by: null };
};

/** The payment, its ledger legs and its receipt are undone; the bill is owed again. */
const undoPayment = async (
  tx: Tx<PayDatabase>,
  { bill, charge }: Locked,
  reason: string,
): Promise<boolean> => {
  const payment = await findStandingPayment(tx, charge);
  // What its biller sent back already cannot be taken back too: a person must look.
  if (!payment || (await findTaken(tx, paymentKeyOf(payment))).size > 0) return false;
  const changed = await takeStep(tx, { bill, charge }, "reversed", { detail: { reason } });
  if (!changed) return false;
  const { parts } = payment;
  await postTransfer(tx, reversalTransfer(fromCharge(charge), payment.currency, parts));
  await markReversed(tx, payment);
  const otherHolds = bill.status === "claimed" && bill.claimed_by !== charge.id;
  const claim = otherHolds ? {} : await claimAfter(tx, bill);
  const reopened = await updateBill(
    tx,
    { institutionId: bill.institution_id, billId: bill.id },
    {
      paid_minor: bill.paid_minor - payment.amountMinor,
      ...claim,
      paid_at: null,
    },
  );
  await announceReversed(tx, reopened, changed);
  return true;
};

/** Every bill of the basket is owed again, and what was on its way back has gone back with it. */
const undoBasket = async (
  tx: Tx<PayDatabase>,
  basket: Locked,
  reason: string,
): Promise<boolean> => {
  const refunds = await listRefunds(tx, basket.charge);
  if (refunds.some((refund) => refund.status === "returned")) return false;
  const paying = [];
  for (const share of await lockShares(tx, basket.charge)) {
    const payment = await findStandingPayment(tx, share.charge);
    if (payment) paying.push({ share, payment });
  }
  // All of them or none: where a biller sent money back already, a person must look.
  for (const { payment } of paying) {
    if ((await findTaken(tx, paymentKeyOf(payment))).size > 0) return false;
  }
  const undone = [];
  for (const { share, payment } of paying) {
    if (!(await undoPayment(tx, share, reason))) throw new Error("a share was not undone");
    undone.push({ bill: share.bill, paysMinor: payment.amountMinor });
  }
  const from = fromCharge(basket.charge);
  const parts = partsByLane(undone);
  if (parts.length > 0) {
    await postTransfer(tx, basketReversalTransfer(from, basket.bill.currency, parts));
  }
  await endRefunds(tx, basket.charge, refunds);
  if (refunds.length > 0) await takeStep(tx, basket, "refunded", {});
  const key = { institutionId: basket.bill.institution_id, billId: basket.bill.id };
  const claim = await claimAfter(tx, basket.bill);
  await updateBill(tx, key, { ...claim, paid_minor: 0n, paid_at: null });
  return (await takeStep(tx, basket, "reversed", { detail: { reason } })) !== undefined;
};

/** What was still to go back to the payer has gone: the rail took it back itself. */
const endRefunds = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  refunds: readonly RefundRow[],
): Promise<void> => {
  for (const refund of refunds) {
    const amount = money(refund.amount_minor, refund.currency);
    await postTransfer(tx, refundTransfer(fromCharge(charge), refund.position, amount));
    await markReturned(tx, refund);
    await announceSurplus(tx, charge, refund, "refund.returned");
  }
};

/** Money in suspense that the rail took back itself: that was its refund. */
const endSuspense = async (tx: Tx<PayDatabase>, locked: Locked): Promise<boolean> => {
  const refunds = await listRefunds(tx, locked.charge);
  if (refunds.some((refund) => refund.status === "returned")) return false;
  await endRefunds(tx, locked.charge, refunds);
  return (await takeStep(tx, locked, "refunded", {})) !== undefined;
};

/** A rail's own transaction is taken back whole: what of it was in excess is no more to refund. */
const endExcess = async (tx: Tx<PayDatabase>, charge: ChargeRow): Promise<void> => {
  const refunds = await listRefunds(tx, charge);
  const due = refunds.filter((refund) => refund.status === "due");
  await endRefunds(tx, charge, due);
};

/** Undoes what was posted for a locked charge, because its rail has the money no more. */
export const undoCharge = async (
  tx: Tx<PayDatabase>,
  locked: Locked,
  reason: string,
): Promise<Reversed["kind"]> => {
  const { charge } = locked;
  if (charge.status === "reversed" || charge.status === "refunded") return "replayed";
  const undo = locked.bill.kind === "basket" ? undoBasket : undoPayment;
  if (charge.status === "captured" && (await undo(tx, locked, reason))) {
    // It was taken in one: what of it the bill did not need is gone with the rest.
    if (charge.taken_minor === charge.amount_minor) await endExcess(tx, charge);
    return "reversed";
  }
  if (charge.status === "surplus" && (await endSuspense(tx, locked))) return "returned";
  await openBreak(tx, charge, "railTookBack", { reason, status: charge.status });
  return "disputed";
};

/** What is to be written in the same transaction, e.g. the rail's message and our answer. */
type Alongside = (tx: Tx<PayDatabase>, reversed: Reversed) => Promise<void>;

/** Undoes a charge under its locks. `whole`: all that one rail transaction took is gone. */
const undoLocked = async (
  tx: Tx<PayDatabase>,
  asked: ChargeRow,
  {
    reason,
    whole,
    alongside,
  }: { reason: string; whole: boolean; alongside: Alongside | undefined },
): Promise<Reversed> => {
  const locked = await lockBoth(tx, asked);
  const kind = await undoCharge(tx, locked, reason.slice(0, 200));
  if (whole && kind === "reversed") await endExcess(tx, locked.charge);
  const result = { kind, charge: await getCharge(tx, keyOfCharge(asked)) };
  await alongside?.(tx, result);
  return result;
};

/**
 * The rail took a payment back, found by the rail's own id: a reversal, a void. One transaction;
 * the same again changes nothing.
 */
export const reversePayment = async (
  deps: PayDeps,
  { rail, railTransactionId, reason }: Reversal,
  alongside?: Alongside,
): Promise<Reversed> => {
  const done = await inTransaction(deps.db, async (tx): Promise<Reversed> => {
    const key = await findRailTransaction(tx, rail, railTransactionId);
    if (key) {
      const charge = await getCharge(tx, key);
      return await undoLocked(tx, charge, { reason, whole: true, alongside });
    }
    const unknown = { kind: "unknown", charge: undefined } as const;
    await alongside?.(tx, unknown);
    return unknown;
  });
  deps.kickOutbox();
  return done;
};

/**
 * As `reversePayment`, for an attempt of ours that no rail id leads to: a void, a chargeback. What
 * it took a second time still goes back by its own refund.
 */
export const reverseCharge = async (
  deps: PayDeps,
  charge: ChargeRow,
  reason: string,
  alongside?: Alongside,
): Promise<Reversed> => {
  const options = { reason, whole: false, alongside };
  const done = await inTransaction(deps.db, (tx) => undoLocked(tx, charge, options));
  deps.kickOutbox();
  return done;
};
