import type { Text } from "@gov/kit/text.ts";
import { testBanner } from "#src/lane/test-banner.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { isRefundedInFull, refundedRows, refundNotice } from "#src/refund/refund-notice.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { attemptTimeline } from "./attempt-timeline.ts";
import { claimant, type PayerBill } from "./payer-bill.ts";
import { payerTexts } from "./payer-texts.ts";

export type BillPageInput = Readonly<{
  frame: Frame;
  payer: PayerBill;
  csrfToken: string;
  /** The ways to pay this bill. */
  rails: readonly RailCode[];
  /** What just went wrong, e.g. the rail does not answer. */
  warning?: Readonly<{ title: Text; body: Text }> | undefined;
  /** The form was sent without a choice. */
  methodMissing?: boolean | undefined;
}>;

export const billTitle = (bill: BillRow): Text => ({
  ar: bill.description_ar,
  en: bill.description_en,
});

const facts = ({ frame: { lang }, payer: { bill, billerName, refunded } }: BillPageInput): Html =>
  summaryList(
    [
      { key: payerTexts.toWhom, value: billerName },
      { key: payerTexts.amount, value: html`<strong>${amount(billAmount(bill), lang)}</strong>` },
      ...refundedRows(refunded, lang),
      {
        key: payerTexts.number,
        value: bdi(groupBillingNumber(bill.billing_number), "identifier"),
      },
      ...(bill.due_at ? [{ key: payerTexts.due, value: dateOnly(bill.due_at, lang) }] : []),
    ],
    lang,
    { boxed: true },
  );

const payForm = (input: BillPageInput): Html => {
  const { frame, payer, csrfToken, methodMissing } = input;
  const { lang } = frame;
  const method = radiosField({
    name: "rail",
    lang,
    label: payerTexts.method,
    value: methodMissing ? undefined : "card",
    options: [
      { value: "card", label: payerTexts.card, hint: payerTexts.cardHint },
      { value: "instant", label: payerTexts.instant, hint: payerTexts.instantHint },
      { value: "esadad", label: payerTexts.esadad, hint: payerTexts.esadadHint },
      { value: "cash", label: payerTexts.cash, hint: payerTexts.cashHint },
    ].filter(({ value }) => input.rails.some((rail) => rail === value)),
    ...(methodMissing ? { error: payerTexts.chooseMethod } : {}),
  });
  return form({
    action: `/pay/${payer.bill.billing_number}/charges`,
    lang,
    csrfToken,
    body: html`${method}${notice({ kind: "info", lang, title: payerTexts.noCardHere })}`,
    submit: html`${lang === "ar" ? "ادفع" : "Pay"} ${amount(billAmount(payer.bill), lang)}`,
  });
};

const underWay = ({ frame: { lang }, payer, csrfToken }: BillPageInput): Html => {
  const base = `/pay/${payer.bill.billing_number}`;
  const open = claimant(payer);
  const field = html`<input type="hidden" name="rail" value="${open?.rail ?? "card"}" />`;
  return html`${notice({
    kind: "warn",
    lang,
    title: payerTexts.underWay,
    body: payerTexts.underWayBody,
  })}${buttonRow(
    actionForm({
      action: `${base}/charges`,
      csrfToken,
      lang,
      text: payerTexts.goOn,
      fields: field,
    }),
    actionForm({
      action: `${base}/drop`,
      csrfToken,
      lang,
      kind: "secondary",
      text: payerTexts.drop,
      fields: html`<input type="hidden" name="charge" value="${open?.id ?? ""}" />`,
    }),
  )}`;
};

const settled = ({ frame: { lang }, payer }: BillPageInput): Html => {
  const { bill, receiptNumber, refunded } = payer;
  const title = bill.status === "paid" ? payerTexts.paid : payerTexts.cancelled;
  const body = bill.status === "paid" ? payerTexts.paidBody : payerTexts.cancelledBody;
  const kind = bill.status === "paid" ? "success" : "warn";
  const said = isRefundedInFull(refunded)
    ? refundNotice(refunded, lang)
    : html`${notice({ kind, lang, title, body })}${refundNotice(refunded, lang)}`;
  return html`${said}${buttonRow(
    receiptNumber
      ? linkButton({ href: `/receipts/${receiptNumber}`, lang, text: payerTexts.openReceipt })
      : nothing,
    bill.return_url
      ? linkButton({
          href: bill.return_url,
          lang,
          text: payerTexts.backToService,
          kind: "secondary",
        })
      : nothing,
  )}`;
};

/** What is owed, to whom, how much; the way to pay it, or what became of it. */
export const billPage = (input: BillPageInput): Html => {
  const { frame, payer, warning } = input;
  const { lang } = frame;
  const { status } = payer.bill;
  const action =
    status === "open" ? payForm(input) : status === "claimed" ? underWay(input) : settled(input);
  const warned = warning ? notice({ kind: "down", lang, live: true, ...warning }) : nothing;
  const history =
    payer.charges.length === 0
      ? nothing
      : section(payerTexts.history, lang, attemptTimeline(payer.charges, payer.events, lang));
  return page({
    ...frame,
    ...(payer.bill.live ? {} : { banner: testBanner(lang) }),
    title: billTitle(payer.bill),
    ...(input.methodMissing ? { errors: [{ name: "rail", text: payerTexts.chooseMethod }] } : {}),
    notice: warned,
    main: html`${heading(billTitle(payer.bill), lang, {
      above: payerTexts.billTitle,
    })}${facts(input)}${action}${history}`,
  });
};
