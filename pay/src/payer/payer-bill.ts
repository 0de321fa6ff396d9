import { localTime } from "@gov/country/time-zone.ts";
import type { Database } from "@gov/kit/db.ts";
import type { Text } from "@gov/kit/text.ts";
import { listItems } from "#src/basket/share-queries.ts";
import { listInstalments, listLines } from "#src/bill/bill-detail-queries.ts";
import type { BillLine } from "#src/bill/bill-line.ts";
import { findAnyBillByNumber, getBill } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { planLines, type InstalmentLine } from "#src/bill/instalment.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import { basketChargeKey, getCharge } from "#src/charge/charge-queries.ts";
import { listChargeEvents, listCharges } from "#src/charge/charge-queries.ts";
import type { ChargeEventRow, ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { findReceiptNumber } from "#src/receipt/receipt-queries.ts";
import type { Refunded } from "#src/refund/refund-notice.ts";
import { findRefundStanding } from "#src/refund/refund-order-queries.ts";

/** A bill that a basket pays, as it is now. */
export type PayerItem = Readonly<{
  bill: BillRow;
  billerName: Text;
  amountMinor: bigint;
  receiptNumber: string | undefined;
  /** Its part in each of the basket's attempts. */
  shares: readonly ChargeRow[];
}>;

/** Everything that the payer's pages show of a bill. */
export type PayerBill = Readonly<{
  bill: BillRow;
  billerName: Text;
  charges: readonly ChargeRow[];
  events: readonly ChargeEventRow[];
  receiptNumber: string | undefined;
  lines: readonly BillLine[];
  plan: readonly InstalmentLine[];
  /** Of a basket: what it pays. */
  items: readonly PayerItem[];
  /** The number of the basket whose attempt holds this bill now. */
  basketNumber: string | undefined;
  refunded: Refunded;
}>;

type Reader = Database<PayDatabase>;

const nameOf = async (db: Reader, code: string): Promise<Text> =>
  (await findBiller(db, code))?.name ?? { ar: code, en: code };

const findItems = async (db: Reader, bill: BillRow): Promise<PayerItem[]> => {
  if (bill.kind !== "basket") return [];
  const items = await listItems(db, bill);
  return await Promise.all(
    items.map(async (item) => ({
      ...item,
      billerName: await nameOf(db, item.bill.biller_code),
      receiptNumber: await findReceiptNumber(db, item.bill),
      shares: await listCharges(db, item.bill),
    })),
  );
};

const findBasketNumber = async (
  db: Reader,
  bill: BillRow,
  charges: readonly ChargeRow[],
): Promise<string | undefined> => {
  const open = charges.find((charge) => charge.id === bill.claimed_by);
  if (!open?.basket_charge_id || bill.status !== "claimed") return undefined;
  const basket = await getCharge(db, basketChargeKey(open));
  const key = { institutionId: basket.institution_id, billId: basket.bill_id };
  return (await getBill(db, key)).billing_number;
};

export const findPayerBill = async (
  db: Database<PayDatabase>,
  billingNumber: string,
): Promise<PayerBill | undefined> => {
  const bill = await findAnyBillByNumber(db, billingNumber);
  if (!bill) return undefined;
  const [billerName, charges, receiptNumber, lines, instalments, items, standing] =
    await Promise.all([
      nameOf(db, bill.biller_code),
      listCharges(db, bill),
      findReceiptNumber(db, bill),
      listLines(db, bill),
      listInstalments(db, bill),
      findItems(db, bill),
      findRefundStanding(db, bill),
    ]);
  const [events, basketNumber] = await Promise.all([
    listChargeEvents(db, charges),
    findBasketNumber(db, bill, charges),
  ]);
  const plan = planLines(instalments, bill.paid_minor, localTime(new Date()).date);
  const refunded = {
    amountMinor: bill.paid_minor,
    currency: bill.currency,
    returnedMinor: standing.returnedMinor,
    returningMinor: standing.onItsWayMinor,
  };
  const found = { bill, billerName, charges, events, receiptNumber, refunded };
  return { ...found, lines, plan, items, basketNumber };
};

/** The attempt that holds the bill now. */
export const claimant = ({ bill, charges }: PayerBill): ChargeRow | undefined =>
  charges.find((charge) => charge.id === bill.claimed_by);
