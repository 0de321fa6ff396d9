import type { Database } from "@gov/kit/db.ts";
import type { Text } from "@gov/kit/text.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { listSplits } from "#src/bill/split-queries.ts";
import { findBiller, type Biller } from "#src/biller/biller-queries.ts";
import { listChargeEvents, listCharges } from "#src/charge/charge-queries.ts";
import type { ChargeEventRow, ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { listPaymentsOfBill, type PaymentRow } from "#src/payment/payment-queries.ts";
import { findReceiptNumber } from "#src/receipt/receipt-queries.ts";
import { listDeskActions, type DeskAction } from "./desk-action-queries.ts";
import { scopeHolds, type Scope } from "#src/lane/scope.ts";

type Db = Database<PayDatabase>;

/** Everything that the console shows of a bill. */
export type DeskBill = Readonly<{
  bill: BillRow;
  billerName: Text;
  parts: readonly Readonly<{ billerCode: string; amountMinor: bigint }>[];
  charges: readonly ChargeRow[];
  events: readonly ChargeEventRow[];
  payments: readonly PaymentRow[];
  receiptNumber: string | undefined;
  actions: readonly DeskAction[];
}>;

/** A bill within the scope. */
export const findDeskBill = async (
  db: Db,
  scope: Scope,
  billId: string,
): Promise<DeskBill | undefined> => {
  const bill = await db.selectFrom("bill").selectAll().where("id", "=", billId).executeTakeFirst();
  if (!bill || !scopeHolds(scope, bill.institution_id)) return undefined;
  const [biller, parts, charges, payments, receiptNumber, actions] = await Promise.all([
    findBiller(db, bill.biller_code),
    listSplits(db, bill),
    listCharges(db, bill),
    listPaymentsOfBill(db, bill),
    findReceiptNumber(db, bill),
    listDeskActions(db, bill.institution_id, bill.id),
  ]);
  const events = await listChargeEvents(db, charges);
  const billerName = biller?.name ?? { ar: bill.biller_code, en: bill.biller_code };
  return { bill, billerName, parts, charges, events, payments, receiptNumber, actions };
};

/** A lane's billers with their currencies and service types, at most a hundred. */
export const listBillers = async (db: Db, institutionId: string): Promise<Biller[]> => {
  const rows = await db
    .selectFrom("biller")
    .select("code")
    .where("institution_id", "=", institutionId)
    .orderBy("code")
    .limit(100)
    .execute();
  const found = await Promise.all(rows.map(async ({ code }) => await findBiller(db, code)));
  return found.filter((one) => one !== undefined);
};
