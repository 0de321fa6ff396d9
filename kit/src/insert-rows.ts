import { sql } from "kysely";
import type { Database, Tx } from "./db.ts";

/** A value as JSON carries it to PostgreSQL: bigint as text, Date in ISO 8601. */
const toJson = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

/** Bytes as a row carries them to a column of type bytea. */
export const bytea = (bytes: Uint8Array | undefined): string | null =>
  bytes ? `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")}` : null;

/** Rows for `jsonb_populate_recordset`. */
export const rowsAsJson = (rows: readonly object[]): string => JSON.stringify(rows, toJson);

/**
 * Inserts any number of rows in one statement whose text does not depend on how many they are.
 * All rows have the columns of the first; a column of type jsonb takes an object.
 */
export const insertRows = async <DB>(
  db: Database<DB> | Tx<DB>,
  table: string,
  rows: readonly object[],
  options: { onConflictDoNothing?: boolean } = {},
): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  const conflict = options.onConflictDoNothing ? sql`on conflict do nothing` : sql``;
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)},
      ${rowsAsJson(rows)}::jsonb) ${conflict}`.execute(db);
};
