import type { Line } from "./lines.ts";

export type RowFault = "tooLong" | "quoteNotClosed" | "quoteMisplaced";
/** A row as it stands in the file: the line it begins on and its cells, or why there are none. */
export type CsvRow = Readonly<{ line: number; cells: readonly string[] | RowFault }>;

/** How many lines one quoted row may go over. */
const maxLinesOfRow = 50;

const countQuotes = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
};

/** The cells of one row (RFC 4180); spaces around a cell do not count. */
export const splitRow = (text: string, delimiter: string): readonly string[] | RowFault => {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === " ") at += 1;
    if (text[at] === '"') {
      let cell = "";
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return "quoteNotClosed";
        cell += text.slice(from, quote);
        from = quote + 1;
        if (text[from] !== '"') break;
        cell += '"';
        from += 1;
      }
      while (text[from] === " ") from += 1;
      if (from < text.length && text[from] !== delimiter) return "quoteMisplaced";
      cells.push(cell.trim());
      at = from;
    } else {
      const end = text.indexOf(delimiter, at);
      const cell = text.slice(at, end < 0 ? text.length : end);
      if (cell.includes('"')) return "quoteMisplaced";
      cells.push(cell.trim());
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return cells;
    at += 1;
  }
};

/** The delimiter of a header line: whichever of the three it has most of. */
export const guessDelimiter = (header: string): string => {
  const counted = [",", ";", "\t"].map((sign) => [header.split(sign).length, sign] as const);
  return counted.toSorted(([a], [b]) => b - a)[0]?.[1] ?? ",";
};

/**
 * Joins lines into rows: a row goes on while a quote is open. Where one is never closed, its
 * first line alone is faulty and the lines after it are read on their own.
 */
export const createRowReader = (delimiter: string) => {
  let open: { line: number; texts: string[]; quotes: number } | undefined;

  const read = (line: Line): CsvRow[] => {
    if (line.text === undefined) {
      return [...flush(), { line: line.number, cells: "tooLong" }];
    }
    if (!open) {
      const quotes = countQuotes(line.text);
      if (quotes % 2 === 0) {
        return line.text.trim() === ""
          ? []
          : [{ line: line.number, cells: splitRow(line.text, delimiter) }];
      }
      open = { line: line.number, texts: [line.text], quotes };
      return [];
    }
    open.texts.push(line.text);
    open.quotes += countQuotes(line.text);
    if (open.quotes % 2 === 0) {
      const row = { line: open.line, cells: splitRow(open.texts.join("\n"), delimiter) };
      open = undefined;
      return [row];
    }
    return open.texts.length > maxLinesOfRow ? flush() : [];
  };

  /** Gives up on an open quote; also what the end of the file does. */
  const flush = (): CsvRow[] => {
    const given = open;
    open = undefined;
    if (!given) return [];
    const [, ...others] = given.texts;
    const rows: CsvRow[] = [{ line: given.line, cells: "quoteNotClosed" }];
    for (const [index, text] of others.entries()) {
      if (countQuotes(text) % 2 === 1)
        rows.push({ line: given.line + 1 + index, cells: "quoteNotClosed" });
      else if (text.trim() !== "") {
        rows.push({ line: given.line + 1 + index, cells: splitRow(text, delimiter) });
      }
    }
    return rows;
  };
  return { read, flush };
};
