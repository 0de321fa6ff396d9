import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { csvLine, rowFaults, type Row, type RowFault } from "./bill-faults.ts";

export type FileKind = Readonly<{ format: "csv" | "jsonl"; compression: "none" | "gzip" }>;
/** One line of the report of errors, as it must be. */
export type WrongRow = Readonly<{ line: number; field: string; ar: string; en: string }>;
export type BillFile = Readonly<{
  bytes: () => AsyncIterable<Buffer>;
  report: readonly WrongRow[];
}>;

const rowAt = (prefix: string, at: number, times = 1): Row => ({
  reference: `${prefix}${at}`,
  descriptionAr: "رسوم ترخيص المركبة ".repeat(times).trim(),
  descriptionEn: "Vehicle licence fee ".repeat(times).trim(),
  amount: `${(at % 9_000) + 1}.50`,
  currency: "ILS",
  payerName: at % 7 === 0 ? '"ليلى ""أم حسن"", خالد"' : "ليلى حسن أحمد خالد",
  payerNationalId: "400000006",
  dueAt: "2027-03-31",
});

const billOf = (row: Row) => ({
  reference: row["reference"],
  description: { ar: row["descriptionAr"], en: row["descriptionEn"] },
  amount: {
    amountMinor: String(Math.round(Number(row["amount"]) * 100)),
    currency: row["currency"],
  },
  payer: { name: row["payerName"]?.replaceAll('"', ""), nationalId: row["payerNationalId"] },
  dueAt: `${row["dueAt"]}T20:59:59Z`,
});

const lineOf = (
  format: "csv" | "jsonl",
  row: Row,
  fault: RowFault | undefined,
  first: string,
): string | Buffer => {
  if (format === "csv") {
    const made = fault?.csv?.(row, first) ?? row;
    return Buffer.isBuffer(made) ? made : csvLine(made);
  }
  const made = fault?.jsonl?.(billOf(row), first) ?? billOf(row);
  return typeof made === "string" || Buffer.isBuffer(made) ? made : JSON.stringify(made);
};

const partBytes = 262_144;

/** Lines in buffers of a size that is good to send. */
const inParts = async function* (lines: Iterable<string | Buffer>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for (const line of lines) {
    const bytes = typeof line === "string" ? Buffer.from(line) : line;
    held.push(bytes, Buffer.from("\n"));
    length += bytes.length + 1;
    if (length < partBytes) continue;
    yield Buffer.concat(held);
    held = [];
    length = 0;
  }
  yield Buffer.concat(held);
};

/**
 * A file of `rows` bills whose references begin with `prefix`, `wrong` of them spoiled in turn in
 * every way its format can be; and the report that it must get. `wordy` rows are as long as can be.
 */
export const makeBillFile = (
  input: FileKind & Readonly<{ rows: number; wrong: number; prefix: string; wordy?: boolean }>,
): BillFile => {
  const { format, rows, prefix, wrong } = input;
  const times = input.wordy ? 10 : 1;
  const ways = rowFaults.filter((fault) => fault[format]);
  const every = Math.floor(rows / wrong);
  const faultOf = (at: number): RowFault | undefined => {
    const index = Math.floor(at / every);
    return at % every === every - 1 && index < wrong ? ways[index % ways.length] : undefined;
  };
  const lines = function* (): Generator<string | Buffer> {
    if (format === "csv") yield Object.keys(rowAt("", 0)).join(",");
    for (let at = 0; at < rows; at += 1) {
      yield lineOf(format, rowAt(prefix, at, times), faultOf(at), `${prefix}0`);
    }
  };
  const firstLine = format === "csv" ? 2 : 1;
  const report = Array.from({ length: wrong }, (_, index) => (index + 1) * every - 1).flatMap(
    (at) => {
      const fault = faultOf(at);
      return fault
        ? [{ line: at + firstLine, field: fault.field, ar: fault.ar, en: fault.en }]
        : [];
    },
  );
  const bytes = (): AsyncIterable<Buffer> => {
    const plain = inParts(lines());
    if (input.compression === "none") return plain;
    return Readable.from(plain, { objectMode: false }).pipe(createGzip({ level: 1 }));
  };
  return { bytes, report };
};
