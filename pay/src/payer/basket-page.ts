import { defineTexts, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { codeField, hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { mostItems, type BasketError } from "#src/basket/make-basket.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { payerTexts } from "./payer-texts.ts";

export type BasketEntry = Readonly<{ bill: BillRow; billerName: Text }>;
export type BasketPageInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  entries: readonly BasketEntry[];
  /** What was typed into the field of the next number. */
  typed?: string | undefined;
  addError?: Text | undefined;
  payError?: Text | undefined;
}>;

export const basketTexts = defineTexts({
  title: { ar: "ادفع فواتير معا", en: "Pay bills together" },
  lead: {
    ar: "أضف الفواتير بأرقامها، ثم ادفعها كلها مرة واحدة. لكل فاتورة إيصالها.",
    en: "Add bills by their numbers, then pay them all at once. Each bill has its own receipt.",
  },
  empty: { ar: "لم تضف فاتورة بعد.", en: "No bill added yet." },
  add: { ar: "رقم فاتورة أخرى", en: "Number of another bill" },
  addFirst: { ar: "رقم الفاتورة", en: "Billing number" },
  addButton: { ar: "أضف الفاتورة", en: "Add the bill" },
  pay: { ar: "تابع إلى الدفع", en: "Go on to pay" },
  what: { ar: "مقابل", en: "For" },
  to: { ar: "الجهة", en: "To" },
  sum: { ar: "المبلغ", en: "Amount" },
  remove: { ar: "احذف", en: "Remove" },
  total: { ar: "المجموع", en: "Total" },
  bills: { ar: "الفواتير", en: "The bills" },
  twice: { ar: "هذه الفاتورة في القائمة.", en: "This bill is in the list already." },
  full: { ar: "القائمة ممتلئة: 20 فاتورة.", en: "The list is full: 20 bills." },
  isBasket: {
    ar: "هذا رقم فواتير جمعت معا من قبل. أضف أرقام الفواتير نفسها.",
    en: "This is the number of bills that were put together before. Add the bills' own numbers.",
  },
  paid: { ar: "هذه الفاتورة مدفوعة.", en: "This bill is paid." },
  cancelled: { ar: "هذه الفاتورة ملغاة.", en: "This bill is cancelled." },
  claimed: {
    ar: "تدفع هذه الفاتورة الآن في محاولة أخرى. انتظر نتيجتها ثم أضفها.",
    en: "This bill is being paid in another attempt. Wait for its outcome, then add it.",
  },
  otherCurrency: {
    ar: "عملة هذه الفاتورة غير عملة الأخرى. ادفعها وحدها.",
    en: "This bill is in another currency than the others. Pay it on its own.",
  },
});

export const basketErrors: Readonly<Record<BasketError, Text>> = {
  tooFew: { ar: "أضف فاتورتين على الأقل.", en: "Add at least two bills." },
  tooMany: basketTexts.full,
  currencies: basketTexts.otherCurrency,
  notPayable: {
    ar: "دفعت إحدى الفواتير أو تغيرت. احذفها ثم تابع.",
    en: "One of the bills was paid or changed. Remove it, then go on.",
  },
};

/** The address of the basket page with these numbers in it. */
export const basketHref = (numbers: readonly string[]): string =>
  `/basket?${numbers.map((number) => `n=${number}`).join("&")}`;

const dueOf = ({ bill }: BasketEntry) => {
  const payable = payableMinor(bill, undefined);
  return { amountMinor: payable.ok ? payable.value : 0n, currency: bill.currency };
};

const list = ({ frame: { lang }, entries }: BasketPageInput): Html => {
  const [first] = entries;
  if (!first) return html`<p class="none">${words(basketTexts.empty, lang)}</p>`;
  const numbers = entries.map(({ bill }) => bill.billing_number);
  const rows = entries.map((entry) => {
    const { bill, billerName } = entry;
    const number = bill.billing_number;
    const without = basketHref(numbers.filter((one) => one !== number));
    const title = { ar: bill.description_ar, en: bill.description_en };
    return {
      cells: [
        html`${words(title, lang)}<br /><small>${bdi(groupBillingNumber(number))}</small>`,
        billerName,
        amount(dueOf(entry), lang),
        html`<a href="${without}"
          >${basketTexts.remove[lang]}<span class="vh"> ${words(title, lang)}</span></a
        >`,
      ],
    };
  });
  const total = entries.reduce((sum, entry) => sum + dueOf(entry).amountMinor, 0n);
  const { currency } = first.bill;
  return html`${table({
      caption: basketTexts.bills,
      captionHidden: true,
      columns: [
        { head: basketTexts.what },
        { head: basketTexts.to },
        { head: basketTexts.sum, numeric: true },
        { head: html`<span class="vh">${basketTexts.remove[lang]}</span>` },
      ],
      rows,
      lang,
    })}
    <p>
      ${basketTexts.total[lang]}
      <strong>${amount({ amountMinor: total, currency }, lang)}</strong>
    </p>`;
};

const hidden = (entries: readonly BasketEntry[]): Html =>
  html`${entries.map(({ bill }) => hiddenField("n", bill.billing_number))}`;

const addForm = ({ frame: { lang }, entries, typed, addError }: BasketPageInput): Html =>
  entries.length >= mostItems
    ? html`<p class="hint">${words(basketTexts.full, lang)}</p>`
    : form({
        action: "/basket",
        method: "get",
        lang,
        body: html`${hidden(entries)}${codeField({
          name: "add",
          lang,
          label: entries.length === 0 ? basketTexts.addFirst : basketTexts.add,
          hint: payerTexts.numberHint,
          value: typed ?? "",
          inputmode: "numeric",
          autocomplete: "off",
          ...(addError ? { error: addError } : {}),
        })}`,
        submit: basketTexts.addButton,
        submitKind: "secondary",
      });

/** Bills to be paid together: those added so far, the field of the next, the button to pay. */
export const basketPage = (input: BasketPageInput): Html => {
  const { frame, csrfToken, entries, addError, payError } = input;
  const { lang } = frame;
  const pay =
    entries.length < 2
      ? nothing
      : buttonRow(
          actionForm({
            action: "/basket",
            csrfToken,
            lang,
            text: basketTexts.pay,
            fields: hidden(entries),
          }),
        );
  const error = addError ?? payError;
  return page({
    ...frame,
    title: basketTexts.title,
    ...(error ? { errors: [{ name: "add", text: error }] } : {}),
    main: html`${heading(basketTexts.title, lang, { below: basketTexts.lead })}${section(
      basketTexts.bills,
      lang,
      list(input),
    )}${pay}${addForm(input)}`,
  });
};
