import { defineTexts } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { PayerBill } from "./payer-bill.ts";
import { payerTexts } from "./payer-texts.ts";

const texts = defineTexts({
  title: { ar: "ادفع عبر إسداد", en: "Pay through E-SADAD" },
  lead: {
    ar: "من تطبيق مصرفك أو محفظتك، أو من صراف آلي. تحتاج رقم الفاتورة وحده.",
    en: "In your bank's or wallet's app, or at an ATM. You need the billing number only.",
  },
  steps: { ar: "ماذا تفعل؟", en: "What to do" },
  step1: {
    ar: "افتح تطبيق مصرفك أو محفظتك، واختر «إسداد» أو «دفع الفواتير».",
    en: "Open your bank's or wallet's app and choose “E-SADAD” or “Pay bills”.",
  },
  step2: {
    ar: "اختر جهة الدفع الحكومي، واكتب رقم الفاتورة كما هو هنا.",
    en: "Choose government payments and enter the billing number as it stands here.",
  },
  step3: {
    ar: "تأكد من الجهة والمبلغ على شاشة المصرف، ثم وافق. بلا رسوم عليك.",
    en: "Check the institution and the amount on the bank's screen, then approve. No fee for you.",
  },
  step4: {
    ar: "عد إلى صفحة الفاتورة لتفتح الإيصال. يخبرنا مصرفك خلال دقائق.",
    en: "Come back to the bill's page and open the receipt. Your bank tells us within minutes.",
  },
  parts: {
    ar: "تقبل هذه الفاتورة الدفع على أجزاء: اكتب في تطبيق مصرفك المبلغ الذي تريد أن تدفعه الآن.",
    en: "This bill may be paid in parts: enter in your bank's app how much you pay now.",
  },
  notHeld: {
    ar: "لا نحجز الفاتورة لهذه الطريقة: يمكنك أن تدفعها بطريقة أخرى ما لم توافق في المصرف.",
    en: "The bill is not held for this: until you approve at the bank you can still pay it another way.",
  },
  check: { ar: "دفعت؟ اعرض الفاتورة", en: "Paid? Show the bill" },
  otherWay: { ar: "ادفع بطريقة أخرى", en: "Pay another way" },
});

const steps = [texts.step1, texts.step2, texts.step3, texts.step4] as const;

/** What a payer needs at their bank: the number, the amount, the steps. It claims nothing. */
export const esadadPage = (frame: Frame, payer: PayerBill): Html => {
  const { lang } = frame;
  const { bill, billerName } = payer;
  const path = `/pay/${bill.billing_number}`;
  const due = { amountMinor: dueMinor(bill), currency: bill.currency };
  const held =
    bill.status === "claimed"
      ? notice({
          kind: "warn",
          lang,
          title: payerTexts.elsewhere,
          body: payerTexts.elsewhereBody,
        })
      : nothing;
  const facts = summaryList(
    [
      {
        key: payerTexts.number,
        value: html`<strong>${bdi(groupBillingNumber(bill.billing_number))}</strong>`,
      },
      { key: payerTexts.amount, value: html`<strong>${amount(due, lang)}</strong>` },
      ...(bill.kind === "basket" ? [] : [{ key: payerTexts.toWhom, value: billerName }]),
      { key: payerTexts.what, value: { ar: bill.description_ar, en: bill.description_en } },
    ],
    lang,
    { boxed: true },
  );
  const list = html`<ol>
    ${steps.map((step) => html`<li>${words(step, lang)}</li>`)}
  </ol>`;
  return page({
    ...frame,
    title: texts.title,
    notice: held,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${facts}${
      bill.part_upper_minor === null ? nothing : notice({ kind: "info", lang, title: texts.parts })
    }${section(texts.steps, lang, list)}
      <p class="hint">${texts.notHeld[lang]}</p>
      ${buttonRow(
        linkButton({ href: path, lang, text: texts.check }),
        linkButton({ href: path, lang, kind: "secondary", text: texts.otherWay }),
      )}`,
  });
};
