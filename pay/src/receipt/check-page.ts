import { defineTexts, type Lang } from "@gov/kit/text.ts";
import type { DocumentSummary } from "@gov/kit/document/document-summary.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { refundedRows, refundNotice, type Refunded } from "#src/refund/refund-notice.ts";
import { logRow } from "#src/receipt-log/inclusion-page.ts";
import type { Place } from "#src/receipt-log/inclusion-queries.ts";
import { inclusionTexts } from "#src/receipt-log/log-texts.ts";
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

const codePage = (frame: Frame, main: Html): Html =>
  page({
    ...frame,
    title: texts.title,
    main: html`${heading(texts.title, frame.lang)}${main}`,
  });

export type CheckedReceipt = Readonly<{
  summary: DocumentSummary;
  /** What of its money went back. */
  refunded: Refunded | undefined;
  /** Where the log has exactly this; undefined where it does not. */
  place: Place | undefined;
}>;

const verdict = (place: Place | undefined, lang: Lang): Html =>
  place
    ? notice({ kind: "success", lang, title: texts.genuine, body: texts.genuineBody })
    : notice({
        kind: "warn",
        lang,
        title: inclusionTexts.unlisted,
        body: inclusionTexts.unlistedBody,
      });

/**
 * What a scanned receipt code says, once its signature was checked, whether its money is still
 * paid, and whether the log has it: one signed with a stolen key stands in no log.
 */
export const checkPage = (frame: Frame, { summary, refunded, place }: CheckedReceipt): Html => {
  const { lang } = frame;
  const rows = [
    { key: receiptTexts.number, value: bdi(summary.number, "latin") },
    { key: texts.issuer, value: summary.issuer },
    { key: receiptTexts.amount, value: bdi(summary.subject, "amount") },
    ...(refunded ? refundedRows(refunded, lang) : []),
    { key: texts.day, value: dateOnly(summary.issued, lang) },
    ...(place ? [logRow(summary.number, place, lang)] : []),
  ];
  const href = place ? `/receipts/${summary.number}` : "/";
  const text = place ? receiptTexts.title : receiptTexts.look;
  return codePage(
    frame,
    html`${verdict(place, lang)}${refunded ? refundNotice(refunded, lang) : nothing}${summaryList(
      rows,
      lang,
      { boxed: true },
    )}${buttonRow(linkButton({ href, lang, text }))}`,
  );
};

/** What was scanned is not signed by us, or was changed. */
export const wrongCodePage = (frame: Frame): Html =>
  codePage(
    frame,
    html`${notice({
      kind: "warn",
      lang: frame.lang,
      title: texts.wrong,
      body: texts.wrongBody,
    })}${buttonRow(
      linkButton({ href: "/", lang: frame.lang, kind: "secondary", text: receiptTexts.look }),
    )}`,
  );
