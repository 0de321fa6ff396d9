import type { Csrf } from "@gov/kit/csrf.ts";
import { voucherData } from "@gov/kit/document/document-data.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import type { ReceiptPress } from "#src/receipt/receipt-document.ts";
import type { Cash } from "./cash-context.ts";
import { isSlipOf, listPayoutsOfSlip } from "./payout-queries.ts";
import { payoutCode } from "./payout.ts";
import { refundAskPage, refundPage, refundTexts } from "./refund-page.ts";
import { voucherDocument, voucherPage, type VoucherInput } from "./voucher-page.ts";

type Deps = Readonly<{ cash: Cash; csrf: Csrf; renderer: ReceiptPress["renderer"] }>;

const findBill = async (cash: Cash, typed: string): Promise<BillRow | undefined> => {
  const number = parseBillingNumber(typed);
  return number.ok ? await findBillByNumber(cash.pay.db, number.value) : undefined;
};

/** A bill that can be paid with a voucher, or where its page tells what became of it. */
const findVoucher = async (cash: Cash, typed: string): Promise<VoucherInput | undefined> => {
  const bill = await findBill(cash, typed);
  if (!bill || (bill.status !== "open" && bill.status !== "claimed")) return undefined;
  const biller = await findBiller(cash.pay.db, bill.biller_code);
  const billerName = biller?.name ?? { ar: bill.biller_code, en: bill.biller_code };
  return { bill, billerName };
};

const showRefund = async (c: AppContext, { cash, csrf }: Deps): Promise<Response> => {
  const typedNumber = c.req.param("number") ?? "";
  const bill = await findBill(cash, typedNumber);
  if (!bill) return c.redirect(`/pay/${encodeURIComponent(typedNumber)}`, 303);
  const action = `/pay/${bill.billing_number}/cash/refund`;
  const frame = frameOf(c, action);
  const body = await c.req.parseBody();
  const typed = typeof body["slip"] === "string" ? body["slip"] : "";
  const slip = parseBillingNumber(typed);
  const { db } = cash.pay;
  if (!slip.ok || !(await isSlipOf(db, bill.billing_number, slip.value))) {
    const error = refundTexts.slipWrong;
    const csrfToken = csrf.token(c);
    return c.html(refundAskPage(frame, { action, csrfToken, typed, error }), 422);
  }
  const rows = await listPayoutsOfSlip(db, bill.billing_number, slip.value);
  const lines = rows.map((row) => ({
    row,
    code: row.status === "due" ? payoutCode(cash, row) : undefined,
  }));
  return c.html(refundPage(frame, lines));
};

/** The payer's part of the cash rail: the voucher to take along, and the code of a refund. */
export const addVoucherRoutes = (app: HttpApp, deps: Deps): void => {
  const { cash, csrf, renderer } = deps;
  app.get("/pay/:number/cash", async (c) => {
    const typed = c.req.param("number");
    const voucher = await findVoucher(cash, typed);
    if (!voucher) return c.redirect(`/pay/${encodeURIComponent(typed)}`, 303);
    return c.html(voucherPage(frameOf(c), voucher));
  });
  app.get("/pay/:number/cash.pdf", async (c) => {
    const typed = c.req.param("number");
    const voucher = await findVoucher(cash, typed);
    if (!voucher) return c.redirect(`/pay/${encodeURIComponent(typed)}`, 303);
    const data = voucherData.parse(voucherDocument(voucher));
    const { created_at: createdAt, billing_number: number } = voucher.bill;
    const pdf = await renderer.render("voucher", data, { createdAt, lang: c.get("lang") });
    return c.body(Uint8Array.from(pdf), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="voucher-${number}.pdf"`,
    });
  });
  app.get("/pay/:number/cash/refund", async (c) => {
    const typed = c.req.param("number");
    const bill = await findBill(cash, typed);
    if (!bill) return c.redirect(`/pay/${encodeURIComponent(typed)}`, 303);
    const action = `/pay/${bill.billing_number}/cash/refund`;
    return c.html(refundAskPage(frameOf(c), { action, csrfToken: csrf.token(c) }));
  });
  app.post("/pay/:number/cash/refund", (c) => showRefund(c, deps));
};
