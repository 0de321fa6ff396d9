import type { Money } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { BillLine } from "#src/bill/bill-line.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import type { InstalmentLine, InstalmentState } from "#src/bill/instalment.ts";

export const partTexts = defineTexts({
  lines: { ar: "مم يتكون المبلغ", en: "What the amount is made of" },
  waived: { ar: "إعفاء", en: "Waived" },
  because: { ar: "السبب", en: "Why" },
  by: { ar: "بموجب", en: "By" },
  total: { ar: "المستحق", en: "To pay" },
  plan: { ar: "الأقساط", en: "Instalments" },
  instalment: { ar: "القسط", en: "Instalment" },
  dueOn: { ar: "موعده", en: "Due on" },
  sum: { ar: "المبلغ", en: "Amount" },
  state: { ar: "حاله", en: "State" },
  left: { ar: "بقي منه", en: "left" },
});

const stateTexts: Readonly<Record<InstalmentState, readonly [Text, Tone]>> = {
  paid: [{ ar: "مدفوع", en: "Paid" }, "runs"],
  partlyPaid: [{ ar: "دفع جزء منه", en: "Partly paid" }, "waits"],
  overdue: [{ ar: "متأخر", en: "Overdue" }, "late"],
  next: [{ ar: "القادم", en: "Next" }, "waits"],
  later: [{ ar: "لاحق", en: "Later" }, "done"],
};

const lineRow = (line: BillLine, money: Money, lang: Lang) => {
  if (line.kind === "fee") return { key: line.text, value: amount(money, lang) };
  const value = html`<bdi dir="ltr">−</bdi> ${amount(money, lang)}<br />${partTexts.because[lang]}:
    ${words(line.reason, lang)}`;
  return {
    key: html`${partTexts.waived[lang]}: ${words(line.text, lang)}`,
    value,
    source: html`${partTexts.by[lang]} ${words(line.source, lang)}`,
  };
};

/** What is charged, and what was waived and why. */
export const billLines = (bill: BillRow, lines: readonly BillLine[], lang: Lang): Html => {
  if (lines.length === 0) return nothing;
  const { currency } = bill;
  const rows = lines.map((line) =>
    lineRow(line, { amountMinor: line.amountMinor, currency }, lang),
  );
  const total = {
    key: html`<strong>${partTexts.total[lang]}</strong>`,
    value: html`<strong>${amount(billAmount(bill), lang)}</strong>`,
  };
  return section(partTexts.lines, lang, summaryList([...rows, total], lang));
};

/** The plan, where each instalment stands; those that are late say so. */
export const planTable = (bill: BillRow, plan: readonly InstalmentLine[], lang: Lang): Html => {
  if (plan.length === 0) return nothing;
  const { currency } = bill;
  const rows = plan.map((line) => {
    const [text, tone] = stateTexts[line.state];
    const left = { amountMinor: line.leftMinor, currency };
    const partly = line.leftMinor > 0n && line.leftMinor < line.amountMinor;
    return {
      cells: [
        html`${partTexts.instalment[lang]} ${line.position}`,
        dateOnly(line.dueOn, lang),
        amount({ amountMinor: line.amountMinor, currency }, lang),
        html`${tag(text, tone, lang)}${
          partly ? html` ${partTexts.left[lang]} ${amount(left, lang)}` : nothing
        }`,
      ],
    };
  });
  return section(
    partTexts.plan,
    lang,
    table({
      caption: partTexts.plan,
      captionHidden: true,
      columns: [
        { head: partTexts.instalment },
        { head: partTexts.dueOn },
        { head: partTexts.sum, numeric: true },
        { head: partTexts.state },
      ],
      rows,
      lang,
    }),
  );
};
