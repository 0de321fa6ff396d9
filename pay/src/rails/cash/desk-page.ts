import { randomUUID } from "node:crypto";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { codeField, hiddenField, moneyField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { formatAmount } from "@gov/kit/money.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { maskName } from "#src/receipt/receipt.ts";
import { deskTexts } from "./desk-texts.ts";

export type DeskProblem = Readonly<{ title: Text; body?: Text | undefined }>;

export const problemNotice = (problem: DeskProblem | undefined, lang: Lang): Html =>
  problem === undefined ? nothing : notice({ kind: "warn", lang, live: true, ...problem });

/** The desk at rest: a number is scanned or typed, Enter shows the bill. */
export const deskPage = (
  frame: Frame,
  { typed = "", problem }: Readonly<{ typed?: string; problem?: DeskProblem }> = {},
): Html => {
  const { lang } = frame;
  const field = codeField({
    name: "number",
    lang,
    label: deskTexts.number,
    hint: deskTexts.numberHint,
    value: typed.slice(0, 60),
    inputmode: "numeric",
    autocomplete: "off",
    autofocus: true,
    ...(problem ? { error: problem.title } : {}),
  });
  return page({
    ...frame,
    title: deskTexts.desk,
    ...(problem ? { errors: [{ name: "number", text: problem.title }] } : {}),
    main: html`${heading(deskTexts.desk, lang)}${form({
      action: "/agent/bill",
      method: "get",
      lang,
      body: field,
      submit: deskTexts.show,
    })}`,
  });
};

export type DeskBill = Readonly<{
  bill: BillRow;
  billerName: Text;
  /** Why it cannot be held, if it cannot. */
  problem?: DeskProblem | undefined;
  /** What was typed as the part to pay, and what is wrong with it. */
  part?: Readonly<{ typed: string; error?: Text | undefined }> | undefined;
}>;

const billRows = ({ bill, billerName }: DeskBill, lang: Lang) => [
  { key: deskTexts.to, value: billerName },
  { key: deskTexts.what, value: { ar: bill.description_ar, en: bill.description_en } },
  ...(bill.payer_name
    ? [{ key: deskTexts.payer, value: bdi(maskName(bill.payer_name), "name") }]
    : []),
  {
    key: deskTexts.amount,
    value: html`<strong
      >${amount({ amountMinor: dueMinor(bill), currency: bill.currency }, lang)}</strong
    >`,
  },
  { key: deskTexts.number, value: bdi(groupBillingNumber(bill.billing_number), "identifier") },
];

/** A bill that allows parts asks how much of it the payer pays now. */
const partField = ({ bill, part }: DeskBill, lang: Lang): Html => {
  if (bill.part_upper_minor === null) return nothing;
  const due = dueMinor(bill);
  const most = bill.part_upper_minor < due ? bill.part_upper_minor : due;
  return moneyField({
    name: "amount",
    lang,
    currency: bill.currency,
    label: deskTexts.partAmount,
    value: part?.typed ?? formatAmount({ amountMinor: most, currency: bill.currency }),
    ...(part?.error ? { error: part.error } : {}),
  });
};

/** The bill before it is held; the payer's name is masked. */
export const deskBillPage = (frame: Frame, csrfToken: string, shown: DeskBill): Html => {
  const { lang } = frame;
  const { bill, problem, part } = shown;
  const title = { ar: bill.description_ar, en: bill.description_en };
  // One reference for this page: sent twice, the bill is held once.
  const hidden = html`${hiddenField("number", bill.billing_number)}${hiddenField(
    "reference",
    randomUUID(),
  )}`;
  const next =
    problem === undefined
      ? form({
          action: "/agent/collections",
          lang,
          csrfToken,
          body: html`${hidden}${partField(shown, lang)}`,
          submit: deskTexts.reserve,
          submitFocused: bill.part_upper_minor === null,
          secondary: { text: deskTexts.other, href: "/agent" },
        })
      : form({
          action: "/agent",
          method: "get",
          lang,
          body: nothing,
          submit: deskTexts.other,
          submitFocused: true,
        });
  return page({
    ...frame,
    title,
    ...(part?.error ? { errors: [{ name: "amount", text: part.error }] } : {}),
    notice: problemNotice(problem, lang),
    main: html`${heading(title, lang, {
      above: deskTexts.desk,
      ...(problem === undefined ? { below: deskTexts.reserveNote } : {}),
    })}${summaryList(billRows(shown, lang), lang, { boxed: true })}${next}`,
  });
};
