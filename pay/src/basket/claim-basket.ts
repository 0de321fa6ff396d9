import type { Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import { updateBill } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { announceCharge } from "#src/webhook/announce.ts";
import { insertShare, lockItems, type BasketItem } from "./share-queries.ts";

export type BasketRefusal = "billPaid" | "billCancelled" | "billClaimed";

const refusalOf = ({ bill, amountMinor }: BasketItem): BasketRefusal | undefined => {
  if (bill.status === "cancelled") return "billCancelled";
  if (bill.status === "claimed") return "billClaimed";
  // What is due is not any more what the payer agreed to.
  return bill.status === "open" && payableMinor(bill, amountMinor).ok ? undefined : "billPaid";
};

/** A locked basket's bills, locked and all free; or why none of them may be claimed. */
export const lockFreeItems = async (
  tx: Tx<PayDatabase>,
  basket: BillRow,
): Promise<Result<BasketItem[], BasketRefusal>> => {
  const items = await lockItems(tx, basket);
  const refusals = items.map(refusalOf).filter((one) => one !== undefined);
  // A bill that was paid is the answer that waiting does not change.
  const [refusal] = refusals.toSorted((a) => (a === "billClaimed" ? 1 : -1));
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
