import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RowProblem } from "./row.ts";

export type RowErrors = Readonly<{ line: number; problems: readonly RowProblem[] }>;

/** Keeps what is wrong with rows, set-wise; a line that has its errors keeps them. */
export const insertErrors = async (
  tx: Tx<PayDatabase> | Database<PayDatabase>,
  uploadId: string,
  errors: readonly RowErrors[],
): Promise<void> => {
  const flat = errors.flatMap(({ line, problems }) =>
    problems.map((one, index) => ({ line, position: index + 1, ...one })),
  );
  if (flat.length === 0) return;
  await sql`
    insert into bill_upload_error (upload_id, line, position, field, message_ar, message_en)
    select ${uploadId}, line, position, field, ar, en from unnest(
      ${flat.map((one) => one.line)}::bigint[], ${flat.map((one) => one.position)}::smallint[],
      ${flat.map((one) => one.field.slice(0, 100))}::text[],
      ${flat.map((one) => one.message.ar.slice(0, 400))}::text[],
      ${flat.map((one) => one.message.en.slice(0, 400))}::text[])
      as e (line, position, field, ar, en)
    on conflict do nothing`.execute(tx);
};

export type ErrorRow = Readonly<{
  line: bigint;
  position: number;
  field: string;
  message_ar: string;
  message_en: string;
}>;

/** An upload's errors in the file's order, a page at a time. */
export const readErrors = async function* (
  db: Database<PayDatabase>,
  uploadId: string,
  pageRows = 1_000,
): AsyncGenerator<ErrorRow[]> {
  let after = { line: 0n, position: 0 };
  for (;;) {
    const { rows } = await sql<ErrorRow>`
      select line, position, field, message_ar, message_en from bill_upload_error
      where upload_id = ${uploadId} and (line, position) > (${after.line}, ${after.position})
      order by line, position limit ${pageRows}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    after = last;
    yield rows;
  }
};
