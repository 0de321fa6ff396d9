import { defineTexts, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { testBanner } from "#src/lane/test-banner.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { paidTag, refundedRows, refundNotice, type Refunded } from "#src/refund/refund-notice.ts";
import type { Place } from "#src/receipt-log/inclusion-queries.ts";
import { logRow } from "#src/receipt-log/inclusion-page.ts";
import { maskName } from "./receipt.ts";
import type { ReceiptRow } from "./receipt-queries.ts";

export const receiptTexts = defineTexts({
  testOnly: {
    ar: "إيصال تجريبي: لم يدفع شيء. ليس له نسخة PDF ولا رمز.",
    en: "A test receipt: nothing was paid. It has no PDF and no code.",
  },
  title: { ar: "إيصال دفع", en: "Payment receipt" },
  takenBack: { ar: "استعيد", en: "Taken back" },
  takenBackBody: {
    ar: "استعيد هذا المبلغ، فالإيصال لم يعد يثبت الدفع.",
    en: "This money was taken back; the receipt no longer proves a payment.",
  },
  number: { ar: "رقم الإيصال", en: "Receipt number" },
  what: { ar: "مقابل", en: "For" },
  to: { ar: "الجهة", en: "To" },
  amount: { ar: "المبلغ", en: "Amount" },
  payer: { ar: "الدافع", en: "Payer" },
  paidAt: { ar: "وقت الدفع", en: "Paid at" },
  by: { ar: "طريقة الدفع", en: "Paid by" },
  bill: { ar: "رقم الفاتورة", en: "Billing number" },
  download: { ar: "نزّل الإيصال PDF", en: "Download the receipt (PDF)" },
  back: { ar: "عد إلى الخدمة", en: "Back to the service" },
  unknown: { ar: "لا إيصال بهذا الرقم", en: "There is no receipt with this number" },
  unknownBody: {
    ar: "تأكد من الرقم، أو ابحث برقم الفاتورة.",
    en: "Check the number, or look the bill up by its billing number.",
  },
  look: { ar: "ابحث برقم الفاتورة", en: "Look up a bill" },
});

export const railTexts: Readonly<Record<RailCode, Text>> = {
  card: { ar: "بطاقة مصرفية", en: "Bank card" },
  esadad: { ar: "إسداد", en: "E-SADAD" },
  instant: { ar: "تحويل فوري", en: "Instant transfer" },
  cash: { ar: "نقدا لدى وكيل", en: "Cash at an agent" },
};

/** What of a receipt's payment went back. */
export const refundedOf = (receipt: ReceiptRow): Refunded => ({
  amountMinor: receipt.amount_minor,
  currency: receipt.currency,
  returnedMinor: receipt.returned_minor,
  returningMinor: receipt.returning_minor,
});

/** What was paid, by whom, when and how, and where the log has it; the payer's name is masked. */
export const receiptPage = (frame: Frame, receipt: ReceiptRow, place: Place | undefined): Html => {
  const { lang } = frame;
  const money = { amountMinor: receipt.amount_minor, currency: receipt.currency };
  const refunded = refundedOf(receipt);
  const what = { ar: receipt.description_ar, en: receipt.description_en };
  const rows = [
    { key: receiptTexts.number, value: bdi(receipt.number, "latin") },
    { key: receiptTexts.what, value: what },
    { key: receiptTexts.to, value: { ar: receipt.name_ar, en: receipt.name_en } },
    { key: receiptTexts.amount, value: html`<strong>${amount(money, lang)}</strong>` },
    ...refundedRows(refunded, lang),
    ...(receipt.payer_name
      ? [{ key: receiptTexts.payer, value: bdi(maskName(receipt.payer_name), "name") }]
      : []),
    { key: receiptTexts.paidAt, value: dateTime(receipt.paid_at, lang) },
    { key: receiptTexts.by, value: railTexts[receipt.rail] },
    {
      key: receiptTexts.bill,
      value: bdi(groupBillingNumber(receipt.billing_number), "identifier"),
    },
    ...(place ? [logRow(receipt.number, place, lang)] : []),
  ];
  return page({
    ...frame,
    ...(receipt.live ? {} : { banner: testBanner(lang) }),
    title: receiptTexts.title,
    main: html`${heading(receiptTexts.title, lang, {
      tag: receipt.reversed_at
        ? tag(receiptTexts.takenBack, "late", lang)
        : paidTag(refunded, lang),
    })}${
      receipt.reversed_at
        ? notice({ kind: "warn", lang, title: receiptTexts.takenBackBody })
        : refundNotice(refunded, lang)
    }${summaryList(rows, lang, { boxed: true })}${buttonRow(
      receipt.live
        ? linkButton({
            href: `/receipts/${receipt.number}.pdf`,
            lang,
            text: receiptTexts.download,
          })
        : notice({ kind: "warn", lang, title: receiptTexts.testOnly }),
      receipt.return_url
        ? linkButton({
            href: receipt.return_url,
            lang,
            kind: "secondary",
            text: receiptTexts.back,
          })
        : nothing,
    )}`,
  });
};

/** No such receipt: what to do instead. */
export const noReceiptPage = (frame: Frame): Html =>
  page({
    ...frame,
    title: receiptTexts.unknown,
    main: html`${heading(receiptTexts.unknown, frame.lang, {
      below: receiptTexts.unknownBody,
    })}${buttonRow(linkButton({ href: "/", lang: frame.lang, text: receiptTexts.look }))}`,
  });
