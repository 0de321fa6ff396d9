import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Text } from "@gov/kit/text.ts";
import type { Result } from "@gov/kit/result.ts";
import type { NewBill } from "#src/bill/bill.ts";
import { readLayout, type Layout, type LayoutProblem } from "./columns.ts";
import { createRowReader, guessDelimiter, splitRow, type CsvRow } from "./csv.ts";
import { readLines, type Line } from "./lines.ts";
import { readCsvRow, readJsonRow, type RowContext, type RowProblem } from "./row.ts";
import { maxUnfoldedBytes, UnreadableFile } from "./upload.ts";

/** A row of the file: its line, and the bill it asks for or what is wrong with it. */
export type ReadRow = Readonly<{ line: number; bill: Result<NewBill, RowProblem[]> }>;
type BillFile = Readonly<{ format: "csv" | "jsonl"; compression: "none" | "gzip" }>;

const unfold = async function* (
  pieces: AsyncIterable<Buffer>,
  compression: "none" | "gzip",
): AsyncGenerator<Buffer> {
  if (compression === "none") {
    yield* pieces;
    return;
  }
  let unfolded = 0;
  const source = Readable.from(pieces, { objectMode: false, highWaterMark: 262_144 });
  const gunzip = createGunzip({ chunkSize: 262_144 });
  source.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const part of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      unfolded += part.length;
      if (unfolded > maxUnfoldedBytes) throw new UnreadableFile("tooLarge");
      yield part;
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === "string" && code.startsWith("Z_")) throw new UnreadableFile("notGzip");
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
};

/** Text of UTF-8 bytes, without a mark at its beginning; a wrong byte becomes U+FFFD. */
const decode = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
};

const columnTexts = ({ kind, column }: LayoutProblem): Text =>
  kind === "missing"
    ? { ar: `أضف العمود ${column}.`, en: `Add the column ${column}.` }
    : { ar: `العمود ${column} مكرر. أبق واحدا.`, en: `The column ${column} is doubled. Keep one.` };

/** What is wrong with the first line, named before the whole file is refused. */
export type TellColumns = (line: number, problems: readonly RowProblem[]) => Promise<void>;

const openCsv = async (header: Line, context: RowContext, tell: TellColumns) => {
  const text = header.text ?? "";
  if (text.includes("\ufffd")) throw new UnreadableFile("notUtf8");
  const delimiter = guessDelimiter(text);
  const cells = splitRow(text, delimiter);
  const layout = readLayout(
    typeof cells === "string" ? [] : cells,
    context.description !== undefined,
  );
  if (!layout.ok) {
    const problems = layout.error.map((one) => ({ field: one.column, message: columnTexts(one) }));
    await tell(header.number, problems);
    throw new UnreadableFile("columnsMissing");
  }
  return { layout: layout.value, reader: createRowReader(delimiter) };
};

type Csv = Readonly<{ layout: Layout; reader: ReturnType<typeof createRowReader> }>;

/** A row that is not yet looked at, so that one that is done already costs nothing. */
type RawRow = Readonly<{ line: number; letters: number; check: () => ReadRow["bill"] }>;

/** A batch of long rows ends here, however few they are. */
const batchLetters = 1_048_576;

const lettersOf = ({ cells }: CsvRow): number =>
  typeof cells === "string" ? 0 : cells.reduce((sum, cell) => sum + cell.length, 0);

const readRows = async function* (
  pieces: AsyncIterable<Buffer>,
  file: BillFile,
  context: RowContext,
  tell: TellColumns,
): AsyncGenerator<RawRow[]> {
  let csv: Csv | undefined;
  const rawCsv = (row: CsvRow, { layout }: Csv): RawRow => ({
    line: row.line,
    letters: lettersOf(row),
    check: () => readCsvRow(row, layout, context),
  });
  for await (const lines of readLines(decode(unfold(pieces, file.compression)))) {
    const rows: RawRow[] = [];
    for (const line of lines) {
      if (file.format === "jsonl") {
        if (line.text?.trim() === "") continue;
        const letters = line.text?.length ?? 0;
        rows.push({ line: line.number, letters, check: () => readJsonRow(line.text, context) });
      } else if (!csv) {
        if (line.text?.trim() !== "") csv = await openCsv(line, context, tell);
      } else {
        for (const row of csv.reader.read(line)) rows.push(rawCsv(row, csv));
      }
    }
    yield rows;
  }
  if (csv) {
    const opened = csv;
    yield opened.reader.flush().map((row) => rawCsv(row, opened));
  }
};

/**
 * Reads a file of bills as it comes, without the first `done` rows: batches of at most
 * `batchRows` in order, with bounded memory. Throws UnreadableFile where the file as a whole makes no sense.
 */
export const readFile = async function* (
  pieces: AsyncIterable<Buffer>,
  file: BillFile & Readonly<{ done: number; batchRows: number }>,
  context: RowContext,
  tell: TellColumns,
): AsyncGenerator<ReadRow[]> {
  let seen = 0;
  let batch: ReadRow[] = [];
  let held = 0;
  for await (const rows of readRows(pieces, file, context, tell)) {
    for (const { line, letters, check } of rows) {
      seen += 1;
      if (seen <= file.done) continue;
      batch.push({ line, bill: check() });
      held += letters;
      if (batch.length < file.batchRows && held < batchLetters) continue;
      yield batch;
      batch = [];
      held = 0;
    }
  }
  if (batch.length > 0) yield batch;
  if (seen === 0) throw new UnreadableFile("empty");
};
