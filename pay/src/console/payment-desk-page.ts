import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { PaymentRow } from "#src/payment/payment-queries.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import type { RefundOrderRow } from "#src/refund/refund-order-queries.ts";
import type { DeskBill } from "./bill-desk-queries.ts";
import { billTexts } from "./bill-texts.ts";
import { billHref, listTexts, refundHref } from "./console-texts.ts";
import { transferHref } from "./ledger/ledger-hrefs.ts";
import { refundForm, type RefundFormState } from "./refund-form.ts";
import { groundTexts, refundErrorTexts, refundStatusTag, refundTexts } from "./refund-texts.ts";

export type PaymentDeskInput = Readonly<{
  desk: DeskBill;
  payment: PaymentRow;
  receiptNumber: string | undefined;
  refunds: readonly RefundOrderRow[];
  mayRefund: boolean;
  form: RefundFormState;
}>;

const facts = (
  { desk: { bill, billerName }, payment, receiptNumber }: PaymentDeskInput,
  lang: Lang,
) =>
  summaryList(
    [
      { key: listTexts.biller, value: billerName },
      {
        key: listTexts.amount,
        value: html`<strong
          >${amount(money(payment.amount_minor, payment.currency), lang)}</strong
        >`,
      },
      { key: listTexts.paidOn, value: dateTime(payment.paid_at, lang) },
      { key: listTexts.rail, value: railTexts[payment.rail] },
      ...(payment.rail_reference
        ? [{ key: billTexts.railReference, value: bdi(payment.rail_reference, "latin") }]
        : []),
      {
        key: billTexts.bill,
        value: html`<a href="${billHref(bill.id)}"
          >${bdi(groupBillingNumber(bill.billing_number))}</a
        >`,
      },
      { key: listTexts.reference, value: bdi(bill.reference, "latin") },
      ...(receiptNumber
        ? [
            {
              key: billTexts.receipt,
              value: html`<a href="/receipts/${receiptNumber}">${bdi(receiptNumber, "latin")}</a>`,
            },
          ]
        : []),
      {
        key: { ar: "في الدفتر", en: "In the ledger" },
        value: html`<a href="${transferHref(payment.institution_id, payment.transfer_id)}"
          >${bdi(payment.transfer_id, "latin")}</a
        >`,
      },
    ],
    lang,
    { boxed: true },
  );

/** A payment's or a queue's refunds as a table. */
export const refundsTable = (refunds: readonly RefundOrderRow[], lang: Lang): Html =>
  table({
    caption: listTexts.refunds,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: listTexts.askedOn },
      { head: listTexts.reason },
      { head: listTexts.askedBy },
      { head: listTexts.status },
      { head: listTexts.amount, numeric: true },
    ],
    rows: refunds.map((order) => ({
      href: refundHref(order.id),
      cells: [
        dateTime(order.requested_at, lang),
        groundTexts[order.reason],
        bdi(order.requested_by, "latin"),
        refundStatusTag(order.status, lang),
        amount(money(order.amount_minor, order.currency), lang),
      ],
    })),
    empty: refundTexts.none,
  });

/** The money that paid a bill, what went back of it, and the form to send more back. */
export const paymentDeskPage = (frame: Frame, input: PaymentDeskInput): Html => {
  const { lang } = frame;
  const { payment } = input;
  const { bill } = input.desk;
  const left = payment.amount_minor - payment.refunded_minor;
  const reversed = payment.reversed_at
    ? notice({ kind: "warn", lang, title: refundErrorTexts.paymentReversed })
    : nothing;
  const give =
    left > 0n
      ? refundForm(payment, input.form, lang)
      : html`<p class="none">${words(refundTexts.nothingLeft, lang)}</p>`;
  return page({
    ...frame,
    wide: true,
    title: billTexts.payment,
    back: { href: "/console/payments", text: listTexts.payments },
    errors: input.form.errors,
    main: html`${heading({ ar: bill.description_ar, en: bill.description_en }, lang, {
      above: billTexts.payment,
    })}${reversed}${facts(input, lang)}${section(
      listTexts.refunds,
      lang,
      refundsTable(input.refunds, lang),
    )}${input.mayRefund ? section(refundTexts.give, lang, give) : nothing}`,
  });
};
