import { money } from "@gov/kit/money.ts";
import { defineTexts, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { PayoutRow } from "./payout-queries.ts";

export const refundTexts = defineTexts({
  title: { ar: "استلم ما يرد إليك نقدا", en: "Collect money that comes back in cash" },
  lede: {
    ar: "اكتب رقم القسيمة من وصل الوكيل الذي دفعت عنده.",
    en: "Enter the slip number from the slip of the agent where you paid.",
  },
  slip: { ar: "رقم القسيمة", en: "Slip number" },
  slipHint: {
    ar: "15 رقما على الوصل. المسافات لا تهم.",
    en: "15 digits on the slip. Spaces do not matter.",
  },
  show: { ar: "اعرض رمز الاستلام", en: "Show the payout code" },
  slipWrong: {
    ar: "ليس هذا رقم قسيمة لهذه الفاتورة. قارنه بالوصل رقما رقما.",
    en: "This is not a slip number of this bill. Compare it with the slip digit by digit.",
  },
  none: { ar: "لا مبلغ يرد إليك بهذه القسيمة", en: "Nothing comes back to you on this slip" },
  noneBody: {
    ar: "إن وعدتك الجهة برد مبلغ فعد إلى هذه الصفحة بعد قليل.",
    en: "If the institution promised a refund, come back to this page later.",
  },
  code: { ar: "رمز الاستلام", en: "Payout code" },
  amount: { ar: "المبلغ", en: "Amount" },
  how: {
    ar: "قل الرمز والمبلغ لأي وكيل دفع وخذ نقودك. من يعرف الرمز يستلم المبلغ: لا ترسله لأحد.",
    en: "Tell the code and amount to any agent and take your cash. Whoever knows the code gets the money: send it to nobody.",
  },
  paidOut: { ar: "استلم المبلغ في", en: "The money was collected on" },
});

export type RefundLine = Readonly<{ row: PayoutRow; code: string | undefined }>;

/** Asks for the slip's number: the billing number alone shows nobody the code. */
export const refundAskPage = (
  frame: Frame,
  input: Readonly<{ action: string; csrfToken: string; typed?: string; error?: Text }>,
): Html => {
  const { lang } = frame;
  const { error } = input;
  const field = codeField({
    name: "slip",
    lang,
    label: refundTexts.slip,
    hint: refundTexts.slipHint,
    value: (input.typed ?? "").slice(0, 60),
    inputmode: "numeric",
    autocomplete: "off",
    ...(error ? { error } : {}),
  });
  return page({
    ...frame,
    title: refundTexts.title,
    ...(error ? { errors: [{ name: "slip", text: error }] } : {}),
    main: html`${heading(refundTexts.title, lang, { below: refundTexts.lede })}${form({
      action: input.action,
      lang,
      csrfToken: input.csrfToken,
      body: field,
      submit: refundTexts.show,
    })}`,
  });
};

/** The payout codes of one slip, and what was collected. */
export const refundPage = (frame: Frame, lines: readonly RefundLine[]): Html => {
  const { lang } = frame;
  const due = lines.some((line) => line.code !== undefined);
  const lists = lines.map(({ row, code }) => {
    const sum = amount(money(row.amount_minor, row.currency), lang);
    const amountRow = { key: refundTexts.amount, value: html`<strong>${sum}</strong>` };
    if (code) {
      return html`<p>
          ${refundTexts.code[lang]}<br /><strong class="big"
            >${bdi(groupBillingNumber(code), "identifier")}</strong
          >
        </p>
        ${summaryList([amountRow], lang, { boxed: true })}`;
    }
    const paidRow = {
      key: refundTexts.paidOut,
      value: dateTime(row.paid_at ?? row.created_at, lang),
    };
    return summaryList([amountRow, paidRow], lang, { boxed: true });
  });
  const body =
    lines.length === 0
      ? notice({ kind: "info", lang, title: refundTexts.none, body: refundTexts.noneBody })
      : html`${lists}${due ? notice({ kind: "warn", lang, title: refundTexts.how }) : nothing}`;
  return page({
    ...frame,
    title: refundTexts.title,
    main: html`${heading(refundTexts.title, lang)}${body}`,
  });
};
