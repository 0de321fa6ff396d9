import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { readErrors } from "./error-queries.ts";

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

const linesOf = async function* (
  db: Database<PayDatabase>,
  id: string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // The mark tells spreadsheets that the Arabic is UTF-8.
  yield encoder.encode("\ufeffline,field,problem_ar,problem_en\r\n");
  for await (const rows of readErrors(db, id)) {
    const lines = rows.map((row) =>
      [String(row.line), cell(row.field), cell(row.message_ar), cell(row.message_en)].join(","),
    );
    yield encoder.encode(`${lines.join("\r\n")}\r\n`);
  }
};

/** What is wrong with which line of an upload, as a file for a spreadsheet. */
export const errorReport = (
  db: Database<PayDatabase>,
  id: string,
): Readonly<{ body: ReadableStream; headers: Record<string, string> }> => ({
  body: ReadableStream.from(linesOf(db, id)) as ReadableStream,
  headers: {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="errors-${id}.csv"`,
  },
});
