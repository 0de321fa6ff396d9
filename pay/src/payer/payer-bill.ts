import type { Database } from "@gov/kit/db.ts";
import type { Text } from "@gov/kit/text.ts";
import { findAnyBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import { listChargeEvents, listCharges } from "#src/charge/charge-queries.ts";
import type { ChargeEventRow, ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { findReceiptNumber } from "#src/receipt/receipt-queries.ts";
import type { Refunded } from "#src/refund/refund-notice.ts";
import { findRefundStanding } from "#src/refund/refund-order-queries.ts";

/** Everything that the payer's pages show of a bill. */
export type PayerBill = Readonly<{
  bill: BillRow;
  billerName: Text;
  charges: readonly ChargeRow[];
  events: readonly ChargeEventRow[];
  receiptNumber: string | undefined;
  refunded: Refunded;
}>;

export const findPayerBill = async (
  db: Database<PayDatabase>,
  billingNumber: string,
): Promise<PayerBill | undefined> => {
  const bill = await findAnyBillByNumber(db, billingNumber);
  if (!bill) return undefined;
  const [biller, charges, receiptNumber, standing] = await Promise.all([
    findBiller(db, bill.biller_code),
    listCharges(db, bill),
    findReceiptNumber(db, bill),
    findRefundStanding(db, bill),
  ]);
  const refunded = {
    amountMinor: bill.paid_minor,
    currency: bill.currency,
    returnedMinor: standing.returnedMinor,
    returningMinor: standing.onItsWayMinor,
  };
  const events = await listChargeEvents(db, charges);
  const billerName = biller?.name ?? { ar: bill.biller_code, en: bill.biller_code };
  return { bill, billerName, charges, events, receiptNumber, refunded };
};

/** The attempt that holds the bill now. */
export const claimant = ({ bill, charges }: PayerBill): ChargeRow | undefined =>
  charges.find((charge) => charge.id === bill.claimed_by);
