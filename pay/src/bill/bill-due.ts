import { err, ok, type Result } from "@gov/kit/result.ts";
import type { BillRow } from "./bill.ts";

type Amounts = Pick<
  BillRow,
  "amount_minor" | "paid_minor" | "part_lower_minor" | "part_upper_minor"
>;

/** What is still to be paid. */
export const dueMinor = (bill: Amounts): bigint => bill.amount_minor - bill.paid_minor;

/**
 * Whether this much may be paid at once: all that is due, or, of a bill that allows parts, an
 * amount within its bounds. Without a wish, as much as is allowed.
 */
export const payableMinor = (
  bill: Amounts,
  wantedMinor: bigint | undefined,
): Result<bigint, "amountNotAllowed"> => {
  const due = dueMinor(bill);
  const { part_lower_minor: lower, part_upper_minor: upper } = bill;
  if (lower === null || upper === null) {
    return wantedMinor === undefined || wantedMinor === due ? ok(due) : err("amountNotAllowed");
  }
  const most = due < upper ? due : upper;
  if (wantedMinor === undefined) return ok(most);
  const allowed = wantedMinor === due || (wantedMinor >= lower && wantedMinor <= most);
  return allowed && wantedMinor > 0n ? ok(wantedMinor) : err("amountNotAllowed");
};

/**
 * What of a sum that was already taken pays this bill: nothing where it is too little for it,
 * and never more than is due.
 */
export const acceptedMinor = (bill: Amounts, takenMinor: bigint): bigint => {
  const due = dueMinor(bill);
  if (takenMinor >= due) return due;
  return bill.part_lower_minor !== null && takenMinor >= bill.part_lower_minor ? takenMinor : 0n;
};

/** The bill after a payment: paid, or open again for what is left, unless another holds it. */
export const paidBill = (
  bill: BillRow,
  chargeId: string,
  paysMinor: bigint,
  paidAt: Date,
): BillRow => {
  const paid = { ...bill, paid_minor: bill.paid_minor + paysMinor };
  if (dueMinor(paid) === 0n) {
    return { ...paid, status: "paid", claimed_by: chargeId, paid_at: paidAt };
  }
  const otherHolds = bill.claimed_by !== null && bill.claimed_by !== chargeId;
  return otherHolds ? paid : { ...paid, status: "open", claimed_by: null };
};
