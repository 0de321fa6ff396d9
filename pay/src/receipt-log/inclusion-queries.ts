import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import { blockSize } from "@gov/kit/hash-tree.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Db = Database<PayDatabase>;

/** Where a receipt stands in the log. */
export type Place = Readonly<{
  /** The day whose tree has it, or will have it. */
  day: string;
  /** Its leaf in that tree; null while it waits. */
  index: number | null;
  /** Of its signed bytes; null while it is not signed. */
  leaf: Buffer | null;
  /** When the day can be closed at the earliest, without the time for late captures. */
  endsAt: Date;
}>;

/** Undefined for what is no receipt, and for those of test bills, which no tree has. */
export const findPlace = async (db: Db, number: string): Promise<Place | undefined> => {
  const { rows } = await sql<Place>`
    with found as (
      select l.leaf_index, l.hash, r.cose,
        coalesce(l.day, greatest((r.issued_at at time zone 'Asia/Hebron')::date,
          (select max(day) + 1 from receipt_day))) as day
      from public_number n
        join receipt r on r.institution_id = n.institution_id and r.number = n.number
        left join receipt_leaf l on l.number = n.number
      where n.number = ${number} and n.kind = 'receipt'
        and (r.cose is not null or exists (select from receipt_unsigned u
          where u.institution_id = r.institution_id and u.number = r.number))
    )
    select day::text as day, leaf_index as index, coalesce(hash, receipt_leaf_hash(cose)) as leaf,
      (day + 1)::timestamp at time zone 'Asia/Hebron' as "endsAt"
    from found`.execute(db);
  return rows[0];
};

export type DayRow = Readonly<{
  day: string;
  size: number;
  root: Buffer;
  previous: Buffer;
  head: Buffer;
  closedAt: Date;
  stamp: Buffer | null;
  stampedAt: Date | null;
}>;

const dayColumns = sql`day::text as day, size, root, previous, head, closed_at as "closedAt",
  stamp, stamped_at as "stampedAt"`;

export const findDay = async (db: Db, day: string): Promise<DayRow | undefined> => {
  const { rows } = await sql<DayRow>`
    select ${dayColumns} from receipt_day where day = ${day}::date`.execute(db);
  return rows[0];
};

/** Closed days before this one, the newest first. */
export const listDays = async (
  db: Db,
  { before, limit }: Readonly<{ before: string | undefined; limit: number }>,
): Promise<DayRow[]> => {
  const { rows } = await sql<DayRow>`
    select ${dayColumns} from receipt_day
    where day < coalesce(${before ?? null}::date, 'infinity') order by day desc
    limit ${limit}`.execute(db);
  return rows;
};

const cut = (hashes: Buffer): Buffer[] =>
  Array.from({ length: hashes.length / 32 }, (_, at) => hashes.subarray(at * 32, at * 32 + 32));

/** What an audit path is made of: the leaves of this leaf's block, and the roots of all blocks. */
export const readBlocks = async (
  db: Db,
  day: string,
  index: number,
): Promise<{ ownBlock: Buffer[]; blocks: Buffer[] }> => {
  const from = index - (index % blockSize);
  const { rows } = await sql<{ own: Buffer; blocks: Buffer }>`
    select blocks, (select string_agg(hash, ''::bytea order by leaf_index) from receipt_leaf
      where day = ${day}::date and leaf_index >= ${from}
        and leaf_index < ${from + blockSize}) as own
    from receipt_day where day = ${day}::date`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`no day ${day} is closed`);
  return { ownBlock: cut(row.own), blocks: cut(row.blocks) };
};

/** The signed bytes of a receipt. */
export const findCose = async (db: Db, number: string): Promise<Buffer | undefined> => {
  const { rows } = await sql<{ cose: Buffer | null }>`
    select r.cose from public_number n
      join receipt r on r.institution_id = n.institution_id and r.number = n.number
    where n.number = ${number} and n.kind = 'receipt'`.execute(db);
  return rows[0]?.cose ?? undefined;
};
