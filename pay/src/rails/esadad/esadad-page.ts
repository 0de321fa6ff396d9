import { money } from "@gov/kit/money.ts";
import { defineTexts } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { PayerBill } from "#src/payer/payer-bill.ts";
import { payerTexts } from "#src/payer/payer-texts.ts";
import { boundsOf } from "./bill-pull.ts";

const texts = defineTexts({
  title: { ar: "ادفع عبر إي-سداد", en: "Pay over E-SADAD" },
  lead: {
    ar: "من تطبيق مصرفك أو محفظتك أو من الصراف الآلي. بلا رسوم عليك.",
    en: "From your bank's app, your wallet or a cash machine. Without a fee for you.",
  },
  steps: { ar: "الخطوات", en: "Steps" },
  open: {
    ar: "افتح تطبيق مصرفك أو محفظتك واختر “إي-سداد” ثم “دفع فاتورة”.",
    en: "Open your bank's app or wallet and choose “E-SADAD”, then “Pay a bill”.",
  },
  choose: {
    ar: "اختر المفوتر: الدفع الحكومي. رمزه عند إي-سداد:",
    en: "Choose the biller: Government payments. Its E-SADAD code:",
  },
  type: { ar: "اكتب رقم الفاتورة:", en: "Type the billing number:" },
  compare: {
    ar: "قارن الاسم والمبلغ بما في هذه الصفحة، ثم أكد الدفع.",
    en: "Compare the name and the amount with this page, then confirm.",
  },
  between: { ar: "تدفع مرة واحدة بين", en: "Pay at once between" },
  and: { ar: "و", en: "and" },
  after: {
    ar: "يبلغنا إي-سداد فور الدفع. افتح هذه الصفحة بعده لترى الإيصال.",
    en: "E-SADAD tells us as soon as you have paid. Open this page afterwards to see the receipt.",
  },
  nothingStarted: {
    ar: "لم تبدأ أي محاولة بعد. يمكنك أن تعود وتختار طريقة أخرى.",
    en: "No attempt was started. You can go back and choose another way.",
  },
  again: { ar: "هل وصل الدفع؟", en: "Has the payment arrived?" },
});

/** How to pay this bill from a bank: its number and the steps. It starts nothing. */
export const esadadPage = (frame: Frame, payer: PayerBill, billerCode: string): Html => {
  const { lang } = frame;
  const { bill } = payer;
  const due = money(dueMinor(bill), bill.currency);
  const { lower, upper } = boundsOf(due, {
    lowerMinor: bill.part_lower_minor,
    upperMinor: bill.part_upper_minor,
  });
  const range = html`${texts.between[lang]} ${amount(lower, lang)} ${texts.and[lang]}
  ${amount(upper, lang)}`;
  const parts = lower.amountMinor === upper.amountMinor ? amount(due, lang) : range;
  const number = bdi(groupBillingNumber(bill.billing_number), "identifier");
  const steps = html`<ol>
    <li>${texts.open[lang]}</li>
    <li>${texts.choose[lang]} ${bdi(billerCode, "identifier")}</li>
    <li>${texts.type[lang]} <strong>${number}</strong></li>
    <li>${texts.compare[lang]}</li>
  </ol>`;
  const facts = summaryList(
    [
      { key: payerTexts.toWhom, value: payer.billerName },
      { key: payerTexts.what, value: { ar: bill.description_ar, en: bill.description_en } },
      { key: payerTexts.amount, value: html`<strong>${parts}</strong>` },
      { key: payerTexts.number, value: html`<strong>${number}</strong>` },
    ],
    lang,
    { boxed: true },
  );
  const href = `/pay/${bill.billing_number}`;
  return page({
    ...frame,
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${facts}${section(
      texts.steps,
      lang,
      steps,
    )}${notice({ kind: "info", lang, title: texts.after, body: texts.nothingStarted })}${buttonRow(
      linkButton({ href: `${href}/esadad`, lang, text: texts.again }),
      linkButton({ href, lang, text: payerTexts.toBill, kind: "secondary" }),
    )}`,
  });
};
