import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { findTenantBill } from "./find-tenant-bill.ts";
import { billStateOf, type BillState } from "./govstack.ts";
import { rememberInquiry } from "./request-queries.ts";

export type Inquiry = Readonly<{
  clientId: string;
  inquiryId: string;
  tenant: string;
  billId: string;
}>;

export type ShownBill = Readonly<{
  bill: BillRow;
  billerName: Text;
  state: BillState;
  /** What one payment of it is now, in minor units; zero where nothing is to be paid. */
  amountMinor: bigint;
}>;

/**
 * What a payer's bank is told of a bill. It claims nothing; what it was told that the bill costs
 * is remembered, because its notice that the bill was paid names this inquiry and no amount.
 */
export const inquireBill = async (
  cash: Cash,
  inquiry: Inquiry,
): Promise<Result<ShownBill, "billNumberUnknown" | "keyReused">> => {
  const { db } = cash.pay;
  const bill = await findTenantBill(cash, inquiry.tenant, inquiry.billId);
  if (!bill) return err("billNumberUnknown");
  const state = billStateOf(bill, new Date());
  const payable = payableMinor(bill, undefined);
  const amountMinor = state !== "cancelled" && payable.ok ? payable.value : 0n;
  if (amountMinor > 0n) {
    const told = await rememberInquiry(db, inquiry, { bill, amountMinor });
    if (told?.bill_id !== bill.id || told.amount_minor !== amountMinor) return err("keyReused");
  }
  const biller = await findBiller(db, bill.biller_code);
  const billerName = biller?.name ?? { ar: bill.biller_code, en: bill.biller_code };
  return ok({ bill, billerName, state, amountMinor });
};
