import { toDecimal } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { ListColumn } from "#src/console/list-view.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { differencesOf } from "#src/reconciliation/break.ts";
import { factsOf } from "#src/reconciliation/break-queries.ts";
import { amounts } from "./days-page.ts";
import type { BreakLine } from "./reconciliation-desk-queries.ts";
import { breakHref } from "./reconciliation-hrefs.ts";
import {
  ageText,
  breakStatusTag,
  breakStatusTexts,
  breakTitle,
  directionTexts,
  recTexts as texts,
  sourceName,
} from "./reconciliation-texts.ts";

const differenceText = (row: BreakLine): string =>
  differencesOf(factsOf(row))
    .map((one) => `${toDecimal(one)} ${one.currency}`)
    .join(" ");

/** The columns of breaks, on pages and in the file. */
export const breakColumnsAt = (now: Date): readonly ListColumn<BreakLine>[] => [
  {
    head: texts.kind,
    cell: breakTitle,
    text: (row, lang) => breakTitle(row)[lang],
  },
  {
    head: texts.rail,
    cell: (row, lang) => sourceName(row, lang),
    text: (row, lang) => [railTexts[row.rail][lang], row.party].filter(Boolean).join(" "),
  },
  { head: texts.day, cell: (row) => dateShort(row.day), text: (row) => row.day },
  {
    head: texts.direction,
    cell: (row) => directionTexts[row.direction],
    text: (row, lang) => directionTexts[row.direction][lang],
  },
  {
    head: texts.reference,
    cell: (row) => bdi(row.reference || row.order_key, "latin"),
    text: (row) => row.reference || row.order_key,
  },
  {
    head: texts.order,
    fileOnly: true,
    cell: (row) => bdi(row.order_key, "latin"),
    text: (row) => row.order_key,
  },
  {
    head: texts.age,
    cell: (row) => ageText(row.opened_at, row.closed_at ?? now),
    text: (row) => row.opened_at.toISOString(),
  },
  {
    head: texts.status,
    cell: (row, lang) => breakStatusTag(row.status, lang),
    text: (row, lang) => breakStatusTexts[row.status][lang],
  },
  {
    head: texts.difference,
    numeric: true,
    cell: (row, lang) => amounts(differencesOf(factsOf(row)), lang),
    text: differenceText,
  },
];

/** Breaks as a table, each leading to its page. */
export const breaksTable = (
  rows: readonly BreakLine[],
  shown: Readonly<{ lang: Lang; now: Date; empty: Text; ofOneDay?: boolean }>,
): Html => {
  const { lang, now, empty, ofOneDay } = shown;
  const told: readonly Text[] = ofOneDay ? [texts.rail, texts.day] : [];
  const columns = breakColumnsAt(now).filter(
    ({ fileOnly, head }) => !fileOnly && !told.includes(head),
  );
  return table({
    caption: texts.breaks,
    captionHidden: true,
    lang,
    dense: true,
    columns: columns.map(({ head, numeric }) => ({ head, numeric })),
    rows: rows.map((row) => ({
      href: breakHref(row.id),
      cells: columns.map((column) => column.cell(row, lang)),
    })),
    empty,
  });
};
