import type { Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { acceptedMinor, payableMinor } from "#src/bill/bill-due.ts";
import { updateBill } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { announceCharge } from "#src/webhook/announce.ts";
import { insertShare, lockItems, lockShares, type BasketItem } from "./share-queries.ts";

export type BasketRefusal = "billPaid" | "billCancelled" | "billClaimed";

const refusalOf = ({ bill, amountMinor }: BasketItem): BasketRefusal | undefined => {
  if (bill.status === "cancelled") return "billCancelled";
  if (bill.status === "claimed") return "billClaimed";
  // What is due is not any more what the payer agreed to.
  return bill.status === "open" && payableMinor(bill, amountMinor).ok ? undefined : "billPaid";
};

/** Why a basket of these may not be paid now; nothing where all are free and due as agreed. */
export const basketRefusal = (items: readonly BasketItem[]): BasketRefusal | undefined => {
  const refusals = items.map(refusalOf).filter((one) => one !== undefined);
  // A bill that was paid is the answer that waiting does not change.
  return refusals.toSorted((a) => (a === "billClaimed" ? 1 : -1))[0];
};

/**
 * Whether every bill of a basket's attempt still waits for its share whole: none was paid or is
 * being paid by another attempt meanwhile. Locks them.
 */
export const sharesStillDue = async (tx: Tx<PayDatabase>, charge: ChargeRow): Promise<boolean> =>
  (await lockShares(tx, charge)).every(({ bill, charge: share }) => {
    const free = bill.status === "open" || bill.claimed_by === share.id;
    return free && acceptedMinor(bill, share.amount_minor) === share.amount_minor;
  });

/** A locked basket's bills, locked and all free; or why none of them may be claimed. */
export const lockFreeItems = async (
  tx: Tx<PayDatabase>,
  basket: BillRow,
): Promise<Result<BasketItem[], BasketRefusal>> => {
  const items = await lockItems(tx, basket);
  const refusal = basketRefusal(items);
  return refusal === undefined ? ok(items) : err(refusal);
};

/** Each bill's claim goes to its share of the basket's attempt: all of them, in one transaction. */
export const claimItems = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  items: readonly BasketItem[],
): Promise<void> => {
  for (const item of items) {
    const share = await insertShare(tx, charge, item);
    const { bill } = item;
    const key = { institutionId: bill.institution_id, billId: bill.id };
    await updateBill(tx, key, { status: "claimed", claimed_by: share.id });
    await announceCharge(tx, bill, share, "charge.created");
  }
};
