import { raw } from "hono/html";
import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import type { VoucherData } from "@gov/kit/document/document-data.ts";
import { formatMoney, money } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly, dateText } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";

export const voucherTexts = defineTexts({
  title: { ar: "قسيمة دفع نقدي", en: "Cash payment voucher" },
  lede: {
    ar: "خذ هذه القسيمة إلى أي وكيل لشركة دفع، أو قل له الرقم.",
    en: "Take this voucher to any payment company's agent, or tell them the number.",
  },
  reference: { ar: "رقم الدفع", en: "Payment number" },
  code: { ar: "رمز للمسح يحمل رقم الدفع", en: "Code to scan, with the payment number" },
  amount: { ar: "المبلغ", en: "Amount" },
  what: { ar: "مقابل", en: "For" },
  to: { ar: "الجهة", en: "To" },
  validUntil: { ar: "تصلح حتى", en: "Valid until" },
  steps: { ar: "ماذا تفعل؟", en: "What to do" },
  step1: {
    ar: "أعط الوكيل الرقم أو دعه يمسح الرمز.",
    en: "Give the agent the number, or let them scan the code.",
  },
  step2: {
    ar: "تأكد من الجهة والمبلغ على شاشته، ثم ادفع المبلغ كاملا. لا رسوم إضافية.",
    en: "Check the institution and amount on their screen, then pay it in full. No extra fee.",
  },
  step3: {
    ar: "خذ وصل الوكيل وعليه رقم القسيمة ورقم الإيصال. لا تغادر دونه.",
    en: "Take the agent's slip with the slip number and receipt number. Do not leave without it.",
  },
  download: { ar: "نزّل القسيمة PDF", en: "Download the voucher (PDF)" },
  otherWay: { ar: "ادفع بطريقة أخرى", en: "Pay another way" },
  notHeld: {
    ar: "القسيمة لا تحجز الفاتورة: يمكنك أن تدفعها بطريقة أخرى ما لم تدفع نقدا.",
    en: "The voucher does not hold the bill: you can still pay it another way.",
  },
  held: { ar: "الفاتورة تدفع الآن", en: "The bill is being paid now" },
  heldBody: {
    ar: "بدأت محاولة دفع لهذه الفاتورة. انتظر نتيجتها قبل أن تدفع نقدا.",
    en: "A payment of this bill is under way. Wait for its outcome before you pay cash.",
  },
  pastDue: { ar: "انتهت مدة هذه الفاتورة", en: "This bill is past its date" },
  pastDueBody: {
    ar: "لا يأخذ الوكيل نقودا لها. اطلب من الجهة فاتورة جديدة.",
    en: "Agents take no cash for it. Ask the institution for a new bill.",
  },
});

export type VoucherInput = Readonly<{ bill: BillRow; billerName: Text }>;

const steps = [voucherTexts.step1, voucherTexts.step2, voucherTexts.step3] as const;

const dueOf = (bill: BillRow) => money(dueMinor(bill), bill.currency);

const facts = ({ bill, billerName }: VoucherInput, lang: Lang): Html =>
  summaryList(
    [
      { key: voucherTexts.to, value: billerName },
      { key: voucherTexts.what, value: { ar: bill.description_ar, en: bill.description_en } },
      ...(bill.due_at
        ? [{ key: voucherTexts.validUntil, value: dateOnly(bill.due_at, lang) }]
        : []),
    ],
    lang,
    { boxed: true },
  );

/** The code's only content is the number: a till's scanner types it into the agent's page. */
const code = (bill: BillRow, lang: Lang): Html =>
  html`<div class="qr" role="img" aria-label="${voucherTexts.code[lang]}">
    ${raw(qrSvg(bill.billing_number))}
  </div>`;

/** What a payer who wants to pay cash takes to an agent. It claims nothing. */
export const voucherPage = (frame: Frame, input: VoucherInput): Html => {
  const { lang } = frame;
  const { bill } = input;
  const path = `/pay/${bill.billing_number}`;
  const past = bill.due_at !== null && bill.due_at < new Date();
  const warning = past
    ? notice({
        kind: "warn",
        lang,
        title: voucherTexts.pastDue,
        body: voucherTexts.pastDueBody,
      })
    : bill.status === "claimed"
      ? notice({ kind: "warn", lang, title: voucherTexts.held, body: voucherTexts.heldBody })
      : nothing;
  const list = html`<ol>
    ${steps.map((step) => html`<li>${words(step, lang)}</li>`)}
  </ol>`;
  return page({
    ...frame,
    title: voucherTexts.title,
    notice: warning,
    main: html`${heading(voucherTexts.title, lang, { below: voucherTexts.lede })}
      <p>
        ${voucherTexts.reference[lang]}<br /><strong class="big"
          >${bdi(groupBillingNumber(bill.billing_number), "identifier")}</strong
        >
      </p>
      ${code(bill, lang)}
      <p>
        ${voucherTexts.amount[lang]}<br /><strong class="big">${amount(dueOf(bill), lang)}</strong>
      </p>
      ${facts(input, lang)}${section(voucherTexts.steps, lang, list)}
      <p class="hint">${voucherTexts.notHeld[lang]}</p>
      ${buttonRow(
        linkButton({ href: `${path}/cash.pdf`, lang, text: voucherTexts.download }),
        linkButton({ href: path, lang, kind: "secondary", text: voucherTexts.otherWay }),
      )}`,
  });
};

const both = (make: (lang: Lang) => string): Text => ({ ar: make("ar"), en: make("en") });

/** The same for the A6 page. */
export const voucherDocument = ({ bill, billerName }: VoucherInput): VoucherData => {
  const { due_at: due } = bill;
  return {
    title: voucherTexts.title,
    number: groupBillingNumber(bill.billing_number),
    institution: billerName,
    description: { ar: bill.description_ar, en: bill.description_en },
    amount: both((lang) => formatMoney(dueOf(bill), lang)),
    ...(due
      ? {
          validUntil: both((lang) => `${voucherTexts.validUntil[lang]} ${dateText(due, lang)}`),
        }
      : {}),
    qr: qrSvg(bill.billing_number),
    steps: [...steps],
  };
};
