import { toDecimal } from "@gov/kit/money.ts";
import type { PartyContext } from "../party.ts";
import { reportOf, type Movement } from "./day-report.ts";
import type { ReportBook } from "./report-faults.ts";

/** Headers in the order order, reference, kind, amount, fee, currency, date; the total's kind. */
export type CsvShape = { headers: readonly string[]; totalKind: string };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The CSV of a day; undefined where there is none. */
export function dayCsv(
  movements: Movement[],
  asked: { day: string; book: ReportBook; shape: CsvShape },
): string | undefined {
  const { day, book, shape } = asked;
  if (!dayPattern.test(day) || book.has("notReady", day)) return undefined;
  const { lines, totals } = reportOf(movements, day, book);
  const rows = [
    shape.headers,
    ...lines.map((one) => [
      one.order,
      one.reference,
      one.kind,
      toDecimal(one),
      toDecimal({ amountMinor: one.feeMinor, currency: one.currency }),
      one.currency,
      day,
    ]),
    ...totals.map(({ currency, lines: count, statedMinor }) => [
      "TOTAL",
      String(count),
      shape.totalKind,
      toDecimal({ amountMinor: statedMinor, currency }),
      "",
      currency,
      day,
    ]),
  ];
  const text = rows.map((cells) => `${cells.join(",")}\r\n`).join("");
  return book.has("cut", day) ? text.slice(0, Math.floor(text.length / 2)) : text;
}

/** Answers with a day's file. */
export const answerCsv = (c: PartyContext, text: string | undefined): Response =>
  text === undefined
    ? c.json({ title: "There is no report of that day." }, 404)
    : c.body(text, 200, { "content-type": "text/csv; charset=utf-8" });
