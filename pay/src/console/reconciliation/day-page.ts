import { money, type Currency } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort, dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { ReportErrorRow } from "#src/reconciliation/line-queries.ts";
import type { ReportRow } from "#src/reconciliation/report-queries.ts";
import type { ReportStatus } from "#src/reconciliation/report.ts";
import { breaksTable } from "./breaks-table.ts";
import { amounts, reportTag } from "./days-page.ts";
import type { BreakLine, DayDifference, DayLine, DayTotal } from "./reconciliation-desk-queries.ts";
import { reconciliationPath } from "./reconciliation-hrefs.ts";
import { failureTexts, recTexts as texts, sourceName } from "./reconciliation-texts.ts";

export type DayInput = Readonly<{
  line: DayLine;
  reports: readonly ReportRow[];
  /** Of the newest file, where it was refused. */
  errors: readonly ReportErrorRow[];
  totals: readonly DayTotal[];
  booked: readonly Omit<DayTotal, "stated_minor">[];
  differences: readonly DayDifference[];
  breaks: readonly BreakLine[];
  notice: Html | undefined;
  now: Date;
}>;

export const failureText = (reason: string): Text =>
  failureTexts[reason] ?? { ar: reason, en: reason };

const statuses: Readonly<Record<ReportStatus, readonly [Text, Tone]>> = {
  reading: [texts.reading, "waits"],
  read: [texts.read, "runs"],
  refused: [texts.refused, "late"],
  replaced: [texts.replaced, "done"],
};

const facts = ({ line, differences, now }: DayInput, lang: Lang): Html =>
  summaryList(
    [
      { key: texts.rail, value: sourceName(line, lang) },
      { key: texts.report, value: reportTag(line, now, lang) },
      {
        key:
          line.reported === null && line.expected_at <= now ? texts.missingSince : texts.expected,
        value: dateTime(line.expected_at, lang),
      },
      ...(line.outcome && line.reported === null
        ? [
            {
              key: texts.why,
              value: failureText(line.outcome),
              ...(line.tried_at ? { source: dateTime(line.tried_at, lang) } : {}),
            },
          ]
        : []),
      {
        key: texts.difference,
        value: amounts(
          differences.map((one) => money(one.difference_minor, one.currency)),
          lang,
        ),
      },
    ],
    lang,
    { boxed: true },
  );

const filesTable = ({ reports }: DayInput, lang: Lang): Html =>
  table({
    caption: texts.files,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.version },
      { head: texts.cameAt },
      { head: texts.cameBy },
      { head: texts.status },
      { head: texts.lines, numeric: true },
      { head: texts.why },
    ],
    rows: reports.map((report) => ({
      cells: [
        String(report.version),
        dateTime(report.received_at, lang),
        report.uploaded_by ? bdi(report.uploaded_by, "latin") : texts.fetched,
        tag(...statuses[report.status], lang),
        report.lines_read.toLocaleString("en"),
        report.failure ? failureText(report.failure) : html`—`,
      ],
    })),
    empty: texts.noFiles,
  });

const errorsTable = ({ errors }: DayInput, lang: Lang): Html =>
  table({
    caption: texts.errors,
    captionHidden: true,
    lang,
    dense: true,
    columns: [{ head: texts.line }, { head: texts.field }, { head: texts.why }],
    rows: errors.map((error) => ({
      cells: [
        String(error.line),
        bdi(error.field || "—", "latin"),
        { ar: error.message_ar, en: error.message_en },
      ],
    })),
  });

type Sums = Omit<DayTotal, "stated_minor"> & Readonly<{ stated_minor?: bigint }>;

const sumsTable = (
  caption: Text,
  rows: readonly Sums[],
  { lang, empty }: Readonly<{ lang: Lang; empty: Text }>,
): Html => {
  const stated = rows.some((row) => row.stated_minor !== undefined);
  const cell = (minor: bigint, currency: Currency): Html => amount(money(minor, currency), lang);
  return table({
    caption,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.currency },
      { head: texts.movements, numeric: true },
      { head: texts.taken, numeric: true },
      { head: texts.returned, numeric: true },
      { head: texts.fees, numeric: true },
      ...(stated ? [{ head: texts.paysOut, numeric: true }] : []),
    ],
    rows: rows.map((row) => ({
      cells: [
        bdi(row.currency, "latin"),
        row.lines.toLocaleString("en"),
        cell(row.taken_minor, row.currency),
        cell(row.returned_minor, row.currency),
        cell(row.fee_minor, row.currency),
        ...(row.stated_minor === undefined ? [] : [cell(row.stated_minor, row.currency)]),
      ],
    })),
    empty,
  });
};

/** One rail's day: its files, what they say, what our books have, and what differs. */
export const dayPage = (frame: Frame, input: DayInput): Html => {
  const { lang } = frame;
  const { line } = input;
  const title = html`${sourceName(line, lang)} · ${dateShort(line.day)}`;
  const empty = { lang, empty: texts.nothingBooked };
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    back: { href: reconciliationPath, text: texts.title },
    notice: input.notice ?? nothing,
    main: html`${heading(title, lang)}${facts(input, lang)}${section(
      texts.breaksOfDay,
      lang,
      breaksTable(input.breaks, { lang, now: input.now, empty: texts.noBreaks, ofOneDay: true }),
    )}${
      input.totals.length > 0
        ? section(texts.totals, lang, sumsTable(texts.totals, input.totals, empty))
        : nothing
    }${section(texts.ours, lang, sumsTable(texts.ours, input.booked, empty))}${section(
      texts.files,
      lang,
      filesTable(input, lang),
    )}${input.errors.length > 0 ? section(texts.errors, lang, errorsTable(input, lang)) : nothing}`,
  });
};
