import { isDay } from "#src/console/list-filter.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { currencies, type Currency } from "@gov/kit/money.ts";
import { createRowReader, splitRow, type CsvRow } from "#src/bulk/csv.ts";
import { readLines } from "#src/bulk/lines.ts";
import { referencePattern, UnreadableReport } from "./report.ts";
import type { Direction, LineProblem, ReadItem, ReportReader } from "./report.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { lineTexts } from "./line-texts.ts";

const fields = ["order", "reference", "kind", "amount", "fee", "currency", "date"] as const;
type Field = (typeof fields)[number];

/** A rail's CSV: what its columns are called, and what its words for movements mean. */
export type CsvLayout = Readonly<{
  columns: Readonly<Record<Field, string>>;
  kinds: Readonly<Record<string, Exclude<Direction, "settled"> | "total">>;
}>;

type Cells = Readonly<Record<Field, string>>;

/** `312.00` as 31200n: digits, and no more decimals than the currency has. */
export const readDecimal = (text: string, currency: Currency): bigint | undefined => {
  const [, sign, whole = "", fraction = ""] = /^(-?)(\d{1,13})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  const { decimals } = currencies[currency];
  if (whole === "" || fraction.length > decimals) return undefined;
  const units = BigInt(whole + fraction.padEnd(decimals, "0"));
  return units > 999_999_999_999_999n ? undefined : sign === "-" ? -units : units;
};

const totalLine = (cells: Cells, currency: Currency, problems: LineProblem[], names: Cells) => {
  const lines = /^\d{1,7}$/.test(cells.reference) ? Number(cells.reference) : undefined;
  const statedMinor = readDecimal(cells.amount, currency);
  if (lines === undefined) {
    problems.push({ field: names.reference, message: lineTexts.notACount });
  }
  if (statedMinor === undefined) {
    problems.push({ field: names.amount, message: lineTexts.notAnAmount });
  }
  return { currency, lines: lines ?? 0, statedMinor: statedMinor ?? 0n, day: cells.date };
};

const readRow = (row: CsvRow, layout: CsvLayout, places: ReadonlyMap<Field, number>): ReadItem => {
  const { line } = row;
  if (typeof row.cells === "string") {
    return { line, kind: "wrong", problems: [{ field: "", message: lineTexts[row.cells] }] };
  }
  const raw = row.cells;
  const cells = Object.fromEntries(
    fields.map((field) => [field, raw[places.get(field) ?? -1] ?? ""]),
  ) as Cells;
  const names = layout.columns;
  const problems: LineProblem[] = [];
  const wrong = (field: Field, message: LineProblem["message"]): void =>
    void problems.push({ field: names[field], message });
  const kind = Object.hasOwn(layout.kinds, cells.kind) ? layout.kinds[cells.kind] : undefined;
  const currency = currencySchema.safeParse(cells.currency);
  if (!kind) wrong("kind", lineTexts.unknownKind);
  if (!currency.success) wrong("currency", lineTexts.unknownCurrency);
  if (!isDay(cells.date)) wrong("date", lineTexts.notADay);
  if (!currency.success || !kind) return { line, kind: "wrong", problems };
  if (kind === "total") {
    const value = totalLine(cells, currency.data, problems, names);
    return problems.length > 0 ? { line, kind: "wrong", problems } : { line, kind: "total", value };
  }
  const amountMinor = readDecimal(cells.amount, currency.data);
  const feeMinor = cells.fee === "" ? 0n : readDecimal(cells.fee, currency.data);
  if (amountMinor === undefined || amountMinor <= 0n) wrong("amount", lineTexts.notAnAmount);
  if (feeMinor === undefined || feeMinor < 0n) wrong("fee", lineTexts.notAnAmount);
  if (cells.order !== "" && !referencePattern.test(cells.order)) {
    wrong("order", lineTexts.notAReference);
  }
  if (!referencePattern.test(cells.reference)) wrong("reference", lineTexts.notAReference);
  if (problems.length > 0 || amountMinor === undefined || feeMinor === undefined) {
    return { line, kind: "wrong", problems };
  }
  const value = {
    order: cells.order,
    reference: cells.reference,
    direction: kind,
    amount: { amountMinor, currency: currency.data },
    feeMinor,
    movedOn: cells.date,
  };
  return { line, kind: "line", value };
};

const placesOf = (header: string, { columns }: CsvLayout): Map<Field, number> => {
  const cells = splitRow(header, ",");
  const names = typeof cells === "string" ? [] : cells;
  const places = new Map(fields.map((field) => [field, names.indexOf(columns[field])] as const));
  const doubled = fields.some(
    (field) => names.filter((name) => name === columns[field]).length !== 1,
  );
  if (doubled) throw new UnreadableReport("columnsMissing");
  return places;
};

/** Reads CSV in a rail's layout: a header, a line a movement, and a total for each currency. */
export const csvReader = (layout: CsvLayout): ReportReader =>
  async function* (pieces) {
    let places: Map<Field, number> | undefined;
    const rows = createRowReader(",");
    for await (const lines of readLines(decodeUtf8(pieces))) {
      const items: ReadItem[] = [];
      for (const line of lines) {
        if (!places) {
          if (line.text?.trim() !== "") places = placesOf(line.text ?? "", layout);
          continue;
        }
        for (const row of rows.read(line)) items.push(readRow(row, layout, places));
      }
      if (items.length > 0) yield items;
    }
    const known = places;
    if (known) yield rows.flush().map((row) => readRow(row, layout, known));
  };
