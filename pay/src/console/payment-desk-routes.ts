import { randomUUID } from "node:crypto";
import { inTransaction } from "@gov/kit/db.ts";
import { parseMoney } from "@gov/kit/money.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { lineSchema } from "#src/api-schemas.ts";
import {
  findPayment,
  findReceiptOfPayment,
  type PaymentRow,
} from "#src/payment/payment-queries.ts";
import { requestRefund } from "#src/refund/order-refund.ts";
import { refundGrounds } from "#src/refund/refund-order.ts";
import { findRefundOrder, listRefundOrders } from "#src/refund/refund-order-queries.ts";
import { findDeskBill } from "./bill-desk-queries.ts";
import { paymentHref, refundHref } from "./console-texts.ts";
import { notFound, uuidOf, type ConsoleApp, type Desk } from "./desk.ts";
import { formTexts } from "./form-once.ts";
import { formSentText } from "./form-texts.ts";
import { paymentDeskPage } from "./payment-desk-page.ts";
import { refundErrorTexts, refundFieldTexts } from "./refund-texts.ts";
import { scopeHolds } from "#src/lane/scope.ts";

const findOwn = async (desk: Desk): Promise<PaymentRow | undefined> => {
  const id = uuidOf(desk);
  const payment = id === undefined ? undefined : await findPayment(desk.db, id);
  return payment && scopeHolds(desk.scope, payment.institution_id) ? payment : undefined;
};

const showPayment = async (
  desk: Desk,
  payment: PaymentRow,
  typed: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<Response> => {
  const { c, db, scope, frame, csrfToken } = desk;
  const bill = await findDeskBill(db, scope, payment.bill_id);
  if (!bill) return notFound(desk);
  const input = {
    desk: bill,
    payment,
    receiptNumber: await findReceiptOfPayment(db, payment),
    refunds: await listRefundOrders(db, payment),
    mayRefund: payment.institution_id === desk.ownLane && payment.reversed_at === null,
    form: { typed, errors, csrfToken, formKey: typed["key"] ?? randomUUID() },
  };
  const path = paymentHref(payment.id);
  return c.html(paymentDeskPage({ ...frame, path }, input), errors.length > 0 ? 422 : 200);
};

/** The form's key is the refund's id: sent twice, it is one refund. */
const askRefund = async (desk: Desk): Promise<Response> => {
  const { c, db, deps, staff } = desk;
  const payment = await findOwn(desk);
  if (!payment || payment.institution_id !== desk.ownLane) return notFound(desk);
  const typed = await formTexts(desk);
  const { key: id = "", note = "" } = typed;
  const amount = parseMoney(typed["amount"] ?? "", payment.currency);
  const ground = refundGrounds.find((one) => one === typed["reason"]);
  const errors: FieldError[] = [];
  if (!/^[0-9a-f-]{36}$/.test(id)) errors.push({ text: formSentText });
  if (!amount.ok || amount.value.amountMinor === 0n) {
    errors.push({ name: "amount", text: refundFieldTexts.amount });
  }
  if (!ground) errors.push({ name: "reason", text: refundFieldTexts.reason });
  // Line breaks of a text box are spaces in a note.
  const line = lineSchema(500).safeParse(note.replace(/\s+/g, " "));
  if (!line.success) errors.push({ name: "note", text: refundFieldTexts.note });
  if (errors.length > 0 || !amount.ok || !ground || !line.success) {
    return await showPayment(desk, payment, typed, errors);
  }
  const before = await findRefundOrder(db, id);
  if (before) return c.redirect(refundHref(before.id), 303);
  const by = { kind: "staff", name: staff.username } as const;
  const asked = { id, payment, amount: amount.value, ground, note: line.data, by };
  const order = await inTransaction(db, (tx) => requestRefund(tx, asked));
  if (!order.ok) {
    const error = { name: "amount", text: refundErrorTexts[order.error] };
    return await showPayment(desk, payment, typed, [error]);
  }
  deps.kickOutbox();
  return c.redirect(`${refundHref(order.value.id)}?done=asked`, 303);
};

/** A payment's page, and its refund form. */
export const addPaymentDeskRoutes = (app: ConsoleApp): void => {
  app.get("/console/payments/:id", async (desk) => {
    const payment = await findOwn(desk);
    return payment ? await showPayment(desk, payment) : notFound(desk);
  });
  app.post("/console/payments/:id/refunds", askRefund);
};
