import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { DayRow } from "./inclusion-queries.ts";

type Db = Database<PayDatabase>;

export type AuditedDay = DayRow & Readonly<{ blocks: Buffer }>;

/** Closed days from the first, one by one; from `from` where that is said. */
export async function* readDays(db: Db, from: string | undefined): AsyncGenerator<AuditedDay> {
  for (let after = "0001-01-01"; ;) {
    const { rows } = await sql<AuditedDay>`
      select day::text as day, size, root, previous, head, blocks, closed_at as "closedAt",
        stamp, stamped_at as "stampedAt"
      from receipt_day
      where day > ${after}::date and day >= coalesce(${from ?? null}::date, '-infinity')
      order by day limit 50`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.day;
  }
}

export type AuditedLeaf = Readonly<{
  index: number;
  number: string;
  hash: Buffer;
  /** Null where the receipt is gone or unsigned. */
  cose: Buffer | null;
}>;

const pageSize = 4_096;

/** A day's leaves in order with the receipts that they are of. */
export async function* readAudited(db: Db, day: string): AsyncGenerator<AuditedLeaf> {
  for (let from = -1; ;) {
    const { rows } = await sql<AuditedLeaf>`
      select l.leaf_index as index, l.number, l.hash, r.cose
      from (select * from receipt_leaf where day = ${day}::date and leaf_index > ${from}
        order by leaf_index limit ${pageSize}) l
        left join receipt r on r.institution_id = l.institution_id and r.number = l.number
      order by l.leaf_index`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    from = last.index;
  }
}

export type Outside = Readonly<{
  /** A signed receipt that neither a tree nor the queue has. */
  forgotten: string | null;
  /** A leaf of a day that is not closed. */
  dayless: string | null;
  waiting: bigint;
  /** One that waits with a leaf that is not its own. */
  changed: string | null;
}>;

/** What stands outside of all closed days. Reads every receipt once. */
export const findOutside = async (db: Db): Promise<Outside> =>
  await db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    const { rows } = await sql<Outside>`
      select
        (select r.number from receipt r
          where r.cose is not null
            and not exists (select from receipt_leaf l where l.number = r.number)
            and not exists (select from receipt_unlogged u where u.number = r.number)
          limit 1) as forgotten,
        (select l.number from receipt_leaf l
          where not exists (select from receipt_day d where d.day = l.day) limit 1) as dayless,
        (select count(*) from receipt_unlogged) as waiting,
        (select u.number from receipt_unlogged u
          left join receipt r on r.institution_id = u.institution_id and r.number = u.number
          where r.cose is null or receipt_leaf_hash(r.cose) <> u.leaf limit 1) as changed`.execute(
      tx,
    );
    const [row] = rows;
    if (!row) throw new Error("nothing was counted");
    return row;
  });
