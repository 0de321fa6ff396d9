import { defineTexts, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { searchBox } from "@gov/kit/ui/search-box.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { EsadadMessageRow } from "./message-queries.ts";

export const messagesPath = "/console/esadad";

const texts = defineTexts({
  title: { ar: "رسائل إي-سداد", en: "E-SADAD messages" },
  lead: {
    ar: "أحدث 200 رسالة بيننا وبين إي-سداد. ابحث برقم الرسالة GUID لترى كل ما يخصها.",
    en: "The newest 200 messages between us and E-SADAD. Search by GUID for all of one message.",
  },
  guid: { ar: "رقم الرسالة (GUID)", en: "Message number (GUID)" },
  at: { ar: "الوقت", en: "Time" },
  what: { ar: "الرسالة", en: "Message" },
  result: { ar: "النتيجة", en: "Result" },
  duration: { ar: "المدة بالميلي ثانية", en: "Duration in ms" },
  none: { ar: "لا رسائل.", en: "No messages." },
  noAnswer: { ar: "لا جواب يوثق به", en: "No answer to believe" },
  request: { ar: "الطلب", en: "Request" },
  answer: { ar: "الجواب", en: "Answer" },
  back: { ar: "كل الرسائل", en: "All messages" },
});

const operations: Readonly<Record<string, Text>> = {
  billPull: { ar: "استعلام عن فاتورة، منهم", en: "Bill pull, from them" },
  paymentNotification: { ar: "إبلاغ بدفع، منهم", en: "Payment notification, from them" },
  prepaidValidation: { ar: "تحقق من حساب، منهم", en: "Prepaid validation, from them" },
  paymentInquiry: { ar: "سؤال عن دفعة، منا", en: "Payment inquiry, from us" },
  paymentRefund: { ar: "طلب إعادة، منا", en: "Refund request, from us" },
};

const operationOf = (row: EsadadMessageRow): Text =>
  operations[row.operation] ?? { ar: row.operation, en: row.operation };
const resultOf = (row: EsadadMessageRow): Html | Text =>
  row.result_code === null ? texts.noAnswer : bdi(String(row.result_code), "identifier");

/** The messages, the newest first. */
export const messagesPage = (
  frame: Frame,
  rows: readonly EsadadMessageRow[],
  guid: string | undefined,
): Html => {
  const { lang } = frame;
  const search = searchBox({
    action: messagesPath,
    lang,
    label: texts.guid,
    name: "guid",
    value: guid,
  });
  const list = table({
    caption: texts.title,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.at },
      { head: texts.what },
      { head: texts.guid },
      { head: texts.result },
      { head: texts.duration, numeric: true },
    ],
    rows: rows.map((row) => ({
      href: `${messagesPath}/${row.id}`,
      cells: [
        dateTime(row.at, lang),
        operationOf(row),
        bdi(row.guid ?? "—", "identifier"),
        resultOf(row),
        bdi(String(row.duration_ms), "identifier"),
      ],
    })),
    empty: texts.none,
  });
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${search}${list}`,
  });
};

const source = (text: string): Html => html`<pre dir="ltr" tabindex="0">${text}</pre>`;

/** One message and its answer, as they were on the wire. */
export const messagePage = (frame: Frame, row: EsadadMessageRow): Html => {
  const { lang } = frame;
  const facts = summaryList(
    [
      { key: texts.at, value: dateTime(row.at, lang) },
      { key: texts.guid, value: bdi(row.guid ?? "—", "identifier") },
      { key: texts.result, value: resultOf(row) },
      { key: texts.duration, value: bdi(String(row.duration_ms), "identifier") },
    ],
    lang,
    { boxed: true },
  );
  return page({
    ...frame,
    wide: true,
    title: operationOf(row),
    main: html`${heading(operationOf(row), lang, { above: texts.title })}${facts}${section(
        texts.request,
        lang,
        source(row.request),
      )}${section(texts.answer, lang, source(row.answer || texts.noAnswer[lang]))}
      <p><a href="${messagesPath}">${texts.back[lang]}</a></p>`,
  });
};
