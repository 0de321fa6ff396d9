import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

export type OpenDay = Readonly<{
  day: string;
  endsAt: Date;
  /** The signed head of the day before; null where this is the first. */
  previousHead: Buffer | null;
}>;

/** One closes at a time, over all processes; false where another is at it. */
export const takeTurn = async (tx: Tx<PayDatabase>): Promise<boolean> => {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(7302) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
};

/**
 * The first day that is not closed. The log begins with the day of the oldest receipt, or, where
 * there is none yet, with the last day that ended before `ended`, without receipts: so its
 * beginning is published before its first receipt.
 */
export const getOpenDay = async (tx: Tx<PayDatabase>, ended: Date): Promise<OpenDay> => {
  const { rows } = await sql<OpenDay>`
    with last as (select day, head from receipt_day order by day desc limit 1),
    open as (
      select coalesce(
        (select day + 1 from last),
        least((select (min(issued_at) at time zone 'Asia/Hebron')::date from receipt_unlogged),
          (${ended}::timestamptz at time zone 'Asia/Hebron')::date - 1)) as day
    )
    select day::text as day, (day + 1)::timestamp at time zone 'Asia/Hebron' as "endsAt",
      (select head from last) as "previousHead"
    from open`.execute(tx);
  const [open] = rows;
  if (!open) throw new Error("no day is open");
  return open;
};

/**
 * Gives every receipt that waits and was issued before the end of the day its place in the day's
 * tree, in the order of the leaves' hashes, which says nothing of who paid when.
 */
export const placeLeaves = async (tx: Tx<PayDatabase>, { day, endsAt }: OpenDay): Promise<void> => {
  // A day of a million receipts takes longer than any other statement may.
  await sql`set local statement_timeout = '20min'`.execute(tx);
  await sql`
    with taken as (
      delete from receipt_unlogged where issued_at < ${endsAt}
      returning institution_id, number, leaf
    )
    insert into receipt_leaf (day, leaf_index, institution_id, number, hash)
    select ${day}::date, row_number() over (order by leaf) - 1, institution_id, number, leaf
    from taken`.execute(tx);
};

const pageSize = 16_384;

/** The hashes of a day's leaves in order, some thousands at a time. */
export async function* readLeaves(tx: Tx<PayDatabase>, day: string): AsyncGenerator<Buffer> {
  for (let from = 0; ; from += pageSize) {
    const { rows } = await sql<{ hashes: Buffer | null }>`
      select string_agg(hash, ''::bytea order by leaf_index) as hashes from receipt_leaf
      where day = ${day}::date and leaf_index >= ${from} and leaf_index < ${from + pageSize}`.execute(
      tx,
    );
    const hashes = rows[0]?.hashes ?? Buffer.alloc(0);
    for (let at = 0; at < hashes.length; at += 32) yield hashes.subarray(at, at + 32);
    if (hashes.length < pageSize * 32) return;
  }
}

export type ClosedDay = Readonly<{
  day: string;
  size: number;
  root: Uint8Array;
  previous: Uint8Array;
  head: Uint8Array;
  blocks: Uint8Array;
  closedAt: Date;
}>;

export const insertDay = async (tx: Tx<PayDatabase>, closed: ClosedDay): Promise<void> => {
  const { day, size, root, previous, head, blocks, closedAt } = closed;
  await sql`
    insert into receipt_day (day, size, root, previous, head, blocks, closed_at, stamp_due_at)
    values (${day}::date, ${size}, ${Buffer.from(root)}, ${Buffer.from(previous)},
      ${Buffer.from(head)}, ${Buffer.from(blocks)}, ${closedAt}, ${closedAt})`.execute(tx);
};
