import { phoneErrorTexts } from "@gov/country/phone.ts";
import { formatAmount } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { testBanner } from "#src/lane/test-banner.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { isRefundedInFull, refundedRows, refundNotice } from "#src/refund/refund-notice.ts";
import { attemptTimeline } from "./attempt-timeline.ts";
import { basketItems } from "./basket-items.ts";
import { billLines, planTable } from "./bill-parts.ts";
import { amountErrorText, payForm, type PayFormState } from "./pay-form.ts";
import { claimant, type PayerBill } from "./payer-bill.ts";
import { payerTexts } from "./payer-texts.ts";
import { isStartedHere, type RailChoice } from "./rail-choice.ts";
import type { RailFee } from "./rail-fee.ts";
import { railWords } from "./rail-words.ts";

export type BillPageInput = PayFormState &
  Readonly<{
    frame: Frame;
    payer: PayerBill;
    csrfToken: string;
    /** The ways to pay this bill, and what they cost its biller. */
    rails: readonly RailChoice[];
    fees: readonly RailFee[];
    /** Payers can be sent their receipt by SMS. */
    sms: boolean;
    /** What just went wrong, e.g. the rail does not answer. */
    warning?: Readonly<{ title: Text; body: Text }> | undefined;
  }>;

export const billTitle = (bill: BillRow): Text => ({
  ar: bill.description_ar,
  en: bill.description_en,
});

const facts = ({ frame: { lang }, payer }: BillPageInput): Html => {
  const { bill, billerName, refunded } = payer;
  const { currency } = bill;
  const partly = bill.paid_minor > 0n && bill.status !== "paid";
  const left = { amountMinor: dueMinor(bill), currency };
  return summaryList(
    [
      ...(bill.kind === "basket" ? [] : [{ key: payerTexts.toWhom, value: billerName }]),
      { key: payerTexts.amount, value: html`<strong>${amount(billAmount(bill), lang)}</strong>` },
      ...(partly
        ? [
            {
              key: payerTexts.paidSoFar,
              value: amount({ amountMinor: bill.paid_minor, currency }, lang),
            },
            { key: payerTexts.left, value: html`<strong>${amount(left, lang)}</strong>` },
          ]
        : []),
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
};

const openForm = (input: BillPageInput): Html => {
  const { frame, payer, rails } = input;
  const { lang } = frame;
  if (rails.length === 0) {
    const { noRail: title, noRailBody: body } = payerTexts;
    return notice({ kind: "down", lang, title, body });
  }
  const { bill } = payer;
  const more = { href: `/basket?n=${bill.billing_number}`, lang, text: payerTexts.withOthers };
  return html`${payForm({ ...input, lang })}${
    bill.kind === "basket" ? nothing : html`<p>${linkButton({ ...more, kind: "plain" })}</p>`
  }`;
};

const goOn = ({ frame: { lang }, payer, csrfToken }: BillPageInput, open: ChargeRow): Html =>
  isStartedHere(open.rail)
    ? actionForm({
        action: `/pay/${payer.bill.billing_number}/charges`,
        csrfToken,
        lang,
        text: payerTexts.goOn,
        fields: html`${hiddenField("rail", open.rail)}${hiddenField(
          "amount",
          formatAmount({ amountMinor: open.amount_minor, currency: open.currency }),
        )}`,
      })
    : linkButton({
        href: `/pay/${payer.bill.billing_number}`,
        lang,
        kind: "secondary",
        text: payerTexts.checkNow,
      });

const drop = ({ frame: { lang }, payer, csrfToken }: BillPageInput, open: ChargeRow): Html =>
  isStartedHere(open.rail)
    ? actionForm({
        action: `/pay/${payer.bill.billing_number}/drop`,
        csrfToken,
        lang,
        kind: "secondary",
        text: payerTexts.drop,
        fields: hiddenField("charge", open.id),
      })
    : nothing;

const underWay = (input: BillPageInput): Html => {
  const { frame, payer } = input;
  const { lang } = frame;
  const open = claimant(payer);
  if (!open) return nothing;
  const basket = payer.basketNumber;
  const body = basket ? payerTexts.inBasketBody : railWords[open.rail].underWay;
  return html`${notice({ kind: "warn", lang, title: payerTexts.underWay, body })}${buttonRow(
    basket
      ? linkButton({ href: `/pay/${basket}`, lang, text: payerTexts.toBasket })
      : goOn(input, open),
    drop(input, open),
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

const errorsOf = ({ payer, frame, methodMissing, amountError, phoneError }: BillPageInput) => [
  ...(amountError
    ? [
        {
          name: payer.plan.length > 0 ? "upTo" : "amount",
          text: amountErrorText(payer.bill, amountError, frame.lang),
        },
      ]
    : []),
  ...(methodMissing ? [{ name: "rail", text: payerTexts.chooseMethod }] : []),
  ...(phoneError ? [{ name: "phone", text: phoneErrorTexts[phoneError] }] : []),
];

/** What is owed, to whom, how much; the way to pay it, or what became of it. */
export const billPage = (input: BillPageInput): Html => {
  const { frame, payer, warning } = input;
  const { lang } = frame;
  const { bill } = payer;
  const { status } = bill;
  const action =
    status === "open" ? openForm(input) : status === "claimed" ? underWay(input) : settled(input);
  const warned = warning ? notice({ kind: "down", lang, live: true, ...warning }) : nothing;
  const history =
    payer.charges.length === 0
      ? nothing
      : section(payerTexts.history, lang, attemptTimeline(payer.charges, payer.events, lang));
  const errors = errorsOf(input);
  return page({
    ...frame,
    ...(bill.live ? {} : { banner: testBanner(lang) }),
    title: billTitle(bill),
    ...(errors.length > 0 ? { errors } : {}),
    notice: warned,
    main: html`${heading(billTitle(bill), lang, {
      above: bill.kind === "basket" ? payerTexts.basketTitle : payerTexts.billTitle,
    })}${facts(input)}${basketItems(payer, undefined, lang)}${billLines(
      bill,
      payer.lines,
      lang,
    )}${planTable(bill, payer.plan, lang)}${action}${history}`,
  });
};
