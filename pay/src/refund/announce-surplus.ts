import type { Tx } from "@gov/kit/db.ts";
import { getBill } from "#src/bill/bill-queries.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { announceRefund } from "#src/webhook/announce.ts";
import type { RefundRow } from "./refund-queries.ts";

/** Money beyond what was due goes back, or is back: the bill's client hears of it. */
export const announceSurplus = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  refund: RefundRow,
  type: "refund.created" | "refund.returned",
): Promise<void> => {
  const key = { institutionId: charge.institution_id, billId: charge.bill_id };
  const status = type === "refund.created" ? "due" : "returned";
  await announceRefund(tx, { bill: await getBill(tx, key), charge }, { ...refund, status }, type);
};
