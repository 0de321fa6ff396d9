import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { button, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { timeline, type TimelineEvent } from "@gov/kit/ui/timeline.ts";
import { billAmount, payUrl } from "#src/bill/bill.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import type { DeskBill } from "./bill-desk-queries.ts";
import { billTexts } from "./bill-texts.ts";
import { chargeEventLines, chargeStatusTag } from "./charge-texts.ts";
import { billHref, billStatusTag, listTexts, paymentHref } from "./console-texts.ts";

export type BillDeskInput = Readonly<{
  desk: DeskBill;
  publicUrl: string;
  csrfToken: string;
  /** Names a form, so that sending it twice does its work once. */
  formKey: string;
  mayCancel: boolean;
  notice?: Html | undefined;
}>;

const facts = ({ desk, publicUrl }: BillDeskInput, lang: Lang): Html => {
  const { bill, receiptNumber } = desk;
  const url = payUrl(publicUrl, bill.billing_number);
  return summaryList(
    [
      { key: listTexts.biller, value: desk.billerName },
      { key: listTexts.amount, value: html`<strong>${amount(billAmount(bill), lang)}</strong>` },
      ...(bill.paid_minor > 0n && bill.paid_minor < bill.amount_minor
        ? [
            {
              key: billTexts.paidSoFar,
              value: amount(money(bill.paid_minor, bill.currency), lang),
            },
          ]
        : []),
      { key: listTexts.number, value: bdi(groupBillingNumber(bill.billing_number)) },
      { key: listTexts.reference, value: bdi(bill.reference, "latin") },
      ...(bill.service_type
        ? [{ key: listTexts.service, value: bdi(bill.service_type, "latin") }]
        : []),
      ...(bill.payer_name ? [{ key: billTexts.payer, value: bdi(bill.payer_name, "name") }] : []),
      {
        key: listTexts.madeOn,
        value: dateTime(bill.created_at, lang),
        source: bdi(bill.client_id, "latin"),
      },
      ...(bill.due_at ? [{ key: billTexts.due, value: dateOnly(bill.due_at, lang) }] : []),
      { key: billTexts.payLink, value: html`<a href="${url}">${bdi(url, "latin")}</a>` },
      ...(receiptNumber
        ? [
            {
              key: billTexts.receipt,
              value: html`<a href="/receipts/${receiptNumber}">${bdi(receiptNumber, "latin")}</a>`,
            },
          ]
        : []),
    ],
    lang,
    { boxed: true },
  );
};

const parts = ({ desk: { parts: all, bill } }: BillDeskInput, lang: Lang): Html =>
  all.length === 0
    ? nothing
    : section(
        billTexts.parts,
        lang,
        table({
          caption: billTexts.parts,
          captionHidden: true,
          lang,
          dense: true,
          columns: [{ head: listTexts.biller }, { head: listTexts.amount, numeric: true }],
          rows: all.map((part) => ({
            cells: [
              bdi(part.billerCode, "latin"),
              amount(money(part.amountMinor, bill.currency), lang),
            ],
          })),
        }),
      );

const payments = ({ desk: { payments: all } }: BillDeskInput, lang: Lang): Html =>
  all.length === 0
    ? nothing
    : section(
        billTexts.payments,
        lang,
        table({
          caption: billTexts.payments,
          captionHidden: true,
          lang,
          dense: true,
          columns: [
            { head: listTexts.paidOn },
            { head: listTexts.rail },
            { head: listTexts.refunded, numeric: true },
            { head: listTexts.amount, numeric: true },
          ],
          rows: all.map((payment) => ({
            href: paymentHref(payment.id),
            cells: [
              dateTime(payment.paid_at, lang),
              payment.reversed_at ? tag(billTexts.reversed, "late", lang) : railTexts[payment.rail],
              amount(money(payment.refunded_minor, payment.currency), lang),
              amount(money(payment.amount_minor, payment.currency), lang),
            ],
          })),
        }),
      );

const attempts = ({ desk: { charges } }: BillDeskInput, lang: Lang): Html =>
  table({
    caption: billTexts.attempts,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: billTexts.started },
      { head: listTexts.rail },
      { head: listTexts.status },
      { head: billTexts.railReference },
      { head: billTexts.taken, numeric: true },
    ],
    rows: charges.map((charge) => ({
      cells: [
        dateTime(charge.created_at, lang),
        railTexts[charge.rail],
        chargeStatusTag(charge.status, lang),
        charge.rail_reference ? bdi(charge.rail_reference, "latin") : html`—`,
        amount(money(charge.taken_minor, charge.currency), lang),
      ],
    })),
    empty: billTexts.noAttempts,
  });

const history = ({ desk }: BillDeskInput, lang: Lang): Html => {
  const { bill, charges, events, actions } = desk;
  const railOf = new Map(charges.map((charge) => [charge.id, railTexts[charge.rail]]));
  const who = (action: "billMade" | "billCancelled") => {
    const found = actions.find((one) => one.action === action);
    return found ? { detail: html`${billTexts.by[lang]} ${bdi(found.username, "latin")}` } : {};
  };
  const lines: TimelineEvent[] = [
    { title: billTexts.madeEvent, at: bill.created_at, state: "done", ...who("billMade") },
    ...events.map((event) => {
      const { text, state } = chargeEventLines[event.event];
      const rail = railOf.get(event.charge_id);
      return { title: text, at: event.at, state, ...(rail ? { detail: rail } : {}) };
    }),
    ...(bill.cancelled_at
      ? [
          {
            title: billTexts.cancelledEvent,
            at: bill.cancelled_at,
            state: "failed" as const,
            ...who("billCancelled"),
          },
        ]
      : []),
  ];
  return timeline(
    lines.toSorted((a, b) => Number(a.at) - Number(b.at)),
    lang,
  );
};

const cancelForm = ({ desk: { bill }, csrfToken, formKey }: BillDeskInput, lang: Lang): Html =>
  html`<details>
    <summary>${billTexts.cancel[lang]}</summary>
    <form class="act" method="post" action="${billHref(bill.id)}/cancel">
      ${csrfField(csrfToken)}${hiddenField("key", formKey)}
      <p>${words(billTexts.cancelHint, lang)}</p>
      ${button({ text: billTexts.cancel, lang, kind: "danger" })}
    </form>
  </details>`;

/** A bill with every attempt to pay it and all that happened, and what can be done with it. */
export const billDeskPage = (frame: Frame, input: BillDeskInput): Html => {
  const { lang } = frame;
  const { bill, payments: paid } = input.desk;
  const [newest] = paid;
  const title = { ar: bill.description_ar, en: bill.description_en };
  const cancel = input.mayCancel && bill.status === "open" ? cancelForm(input, lang) : nothing;
  return page({
    ...frame,
    wide: true,
    title,
    back: { href: "/console/bills", text: billTexts.allBills },
    notice: input.notice ?? nothing,
    main: html`${heading(title, lang, {
      above: billTexts.bill,
      tag: billStatusTag(bill.status, lang),
    })}${facts(input, lang)}${
      newest
        ? buttonRow(linkButton({ href: paymentHref(newest.id), lang, text: billTexts.payment }))
        : nothing
    }${cancel}${payments(input, lang)}${parts(input, lang)}${section(
      billTexts.attempts,
      lang,
      attempts(input, lang),
    )}${section(billTexts.history, lang, history(input, lang))}`,
  });
};
