import { defineTexts } from "@gov/kit/text.ts";
import type { DocumentSummary } from "@gov/kit/document/document-summary.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { refundedRows, refundNotice, type Refunded } from "#src/refund/refund-notice.ts";
import { receiptTexts } from "./receipt-page.ts";

const texts = defineTexts({
  title: { ar: "فحص إيصال", en: "Receipt check" },
  genuine: { ar: "الإيصال صحيح", en: "The receipt is genuine" },
  genuineBody: {
    ar: "وقعته الخزينة ولم يتغير فيه شيء.",
    en: "The treasury signed it and nothing in it was changed.",
  },
  wrong: { ar: "هذا الرمز ليس لإيصال صحيح", en: "This code is not of a genuine receipt" },
  wrongBody: {
    ar: "تغير فيه شيء أو لم نوقعه. صوّر الرمز مرة أخرى، فإن بقي هكذا فلا تقبل الإيصال.",
    en: "Something in it was changed, or we never signed it. Scan it again; if this stays, do not accept it.",
  },
  issuer: { ar: "الجهة", en: "To" },
  day: { ar: "يوم الدفع", en: "Day of payment" },
});

/**
 * What a scanned receipt code says, once its signature was checked, and whether its money is still
 * paid: a genuine receipt whose money went back says so.
 */
export const checkPage = (
  frame: Frame,
  summary: DocumentSummary | undefined,
  refunded: Refunded | undefined,
): Html => {
  const { lang } = frame;
  const said = summary
    ? html`${notice({
        kind: "success",
        lang,
        title: texts.genuine,
        body: texts.genuineBody,
      })}${refunded ? refundNotice(refunded, lang) : nothing}${summaryList(
        [
          { key: receiptTexts.number, value: bdi(summary.number, "latin") },
          { key: texts.issuer, value: summary.issuer },
          { key: receiptTexts.amount, value: bdi(summary.subject, "amount") },
          ...(refunded ? refundedRows(refunded, lang) : []),
          { key: texts.day, value: dateOnly(summary.issued, lang) },
        ],
        lang,
        { boxed: true },
      )}${buttonRow(
        linkButton({ href: `/receipts/${summary.number}`, lang, text: receiptTexts.title }),
      )}`
    : html`${notice({ kind: "warn", lang, title: texts.wrong, body: texts.wrongBody })}${buttonRow(
        linkButton({ href: "/", lang, kind: "secondary", text: receiptTexts.look }),
      )}`;
  return page({
    ...frame,
    title: texts.title,
    main: html`${heading(texts.title, lang)}${said}`,
  });
};
