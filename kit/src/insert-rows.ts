import { sql, type RawBuilder } from "kysely";
import type { Database, Tx } from "./db.ts";

/** A value of a row as JSON carries it to PostgreSQL: bigint as text, Date in ISO 8601. */
const toJson = (value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Date ? value.toISOString() : value;
};

/** A column that is not told is null, and costs nothing on the way. */
const toldOf = (row: object): Record<string, unknown> => {
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value !== null) told[name] = toJson(value);
  }
  return told;
};

/** Bytes as a row carries them to a column of type bytea. */
export const bytea = (bytes: Uint8Array | undefined): string | null =>
  bytes ? `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")}` : null;

/**
 * Rows for `json_populate_recordset`, which reads them in half the time that its brother for jsonb
 * takes. What a column of type jsonb takes holds no bigint.
 */
export const rowsAsJson = (rows: readonly object[]): string => JSON.stringify(rows.map(toldOf));

/** One of the writes of a statement. */
export type Write = RawBuilder<unknown>;

type Options = Readonly<{
  onConflictDoNothing?: boolean;
  /** Which of the rows; of all of them where nothing is said. */
  where?: RawBuilder<unknown>;
}>;

/**
 * The insertion of any number of rows, none if there are none. Its text does not depend on how
 * many they are. All rows have the columns of the first; a column of type jsonb takes an object.
 */
export const insertionOf = (
  table: string,
  rows: readonly object[],
  options: Options = {},
): Write[] => {
  const [first] = rows;
  if (!first) return [];
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  const where = options.where ? sql`where ${options.where}` : sql``;
  const conflict = options.onConflictDoNothing ? sql`on conflict do nothing` : sql``;
  return [
    sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)},
        ${rowsAsJson(rows)}::json) ${where} ${conflict}`,
  ];
};

const nameOf = (place: number) => sql.ref(`write_${place}`);

/**
 * The query for `selected`, of one row, after `writes` in the same statement; see `writeTogether`.
 * What it locks it locks last. No write returns anything of its own.
 */
export const afterWrites = <R>(writes: readonly Write[], selected: RawBuilder<R>) => {
  if (writes.length === 0) return sql<R>`select ${selected}`;
  const named = writes.map((write, place) => sql`${nameOf(place)} as (${write} returning 1)`);
  // What a query reads is written before it; what it does not read, after it.
  const read = writes.map((_, place) => {
    const done = sql.ref(`done_${place}`);
    return sql`(select count(*) from ${nameOf(place)}) as ${done}`;
  });
  return sql<R>`with ${sql.join(named)} select ${selected} from ${sql.join(read)}`;
};

/**
 * Writes to several tables in one statement, which is one message there and back. None of them
 * sees what the others wrote; keys from one to another are checked at the end of all.
 */
export const writeTogether = async <DB>(
  db: Database<DB> | Tx<DB>,
  writes: readonly Write[],
): Promise<void> => {
  if (writes.length === 0) return;
  const named = writes.map((write, place) => sql`${nameOf(place)} as (${write})`);
  await sql`with ${sql.join(named)} select`.execute(db);
};

/** Inserts any number of rows in one statement. */
export const insertRows = async <DB>(
  db: Database<DB> | Tx<DB>,
  table: string,
  rows: readonly object[],
  options: Options = {},
): Promise<void> => {
  for (const insertion of insertionOf(table, rows, options)) await insertion.execute(db);
};
