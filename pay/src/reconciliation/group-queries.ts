import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { BreakClass, BreakStatus } from "./break.ts";
import type { GroupEntry, GroupLine } from "./judge.ts";
import type { Direction } from "./report.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

export type GroupKey = Readonly<{ rail: RailCode; order_key: string; direction: Direction }>;
export const groupText = ({ rail, order_key, direction }: GroupKey): string =>
  `${rail}\n${direction}\n${order_key}`;

/** Takes what is to be compared; whatever is written meanwhile waits and is compared after. */
export const takeDue = async (tx: Tx<PayDatabase>, limit: number): Promise<GroupKey[]> => {
  const { rows } = await sql<GroupKey>`
    delete from reconciliation_due where (rail, order_key, direction) in (
      select rail, order_key, direction from reconciliation_due
      order by rail, order_key, direction limit ${limit} for update skip locked)
    returning rail, order_key, direction`.execute(tx);
  return rows;
};

export const putDue = async (tx: Tx<PayDatabase>, keys: readonly GroupKey[]): Promise<void> => {
  await sql`
    insert into reconciliation_due (rail, order_key, direction)
    select rail, order_key, direction from ${keyRows(keys)} order by 1, 2, 3
    on conflict do nothing`.execute(tx);
};

const keyRows = (keys: readonly GroupKey[]) => sql`
  unnest(${keys.map((key) => key.rail)}::text[], ${keys.map((key) => key.order_key)}::text[],
    ${keys.map((key) => key.direction)}::text[]) as k (rail, order_key, direction)`;

export type LineRow = GroupLine & GroupKey & Readonly<{ line: number; report_id: string }>;
export type EntryRow = GroupEntry &
  GroupKey &
  Readonly<{
    source: string;
    institution_id: string;
    charge_id: string | null;
    biller_code: string | null;
    transfer_id: string | null;
    posted_at: Date;
  }>;

/** Lines that count, of reports that count. */
export const listGroupLines = async (db: Reader, keys: readonly GroupKey[]): Promise<LineRow[]> => {
  const { rows } = await sql<LineRow>`
    select l.rail, l.order_key, l.direction, l.party, to_char(l.day, 'YYYY-MM-DD') as day,
      l.reference, l.currency, l.amount_minor as "amountMinor", l.fee_minor as "feeMinor",
      to_char(l.moved_on, 'YYYY-MM-DD') as "movedOn", l.line, l.report_id
    from ${keyRows(keys)}
      join rail_report_line l on l.rail = k.rail and l.order_key = k.order_key
        and l.direction = k.direction
      join rail_report r on r.id = l.report_id and r.status = 'read'
    order by l.day, l.line`.execute(db);
  return rows;
};

export const listGroupEntries = async (
  db: Reader,
  keys: readonly GroupKey[],
): Promise<EntryRow[]> => {
  const { rows } = await sql<EntryRow>`
    select e.rail, e.order_key, e.direction, e.party, to_char(e.day, 'YYYY-MM-DD') as day,
      e.reference, e.currency, e.amount_minor as "amountMinor", e.fee_minor as "feeMinor",
      e.corrects, e.source, e.institution_id, e.charge_id, e.biller_code, e.transfer_id,
      e.posted_at
    from ${keyRows(keys)}
      join rail_entry e on e.rail = k.rail and e.order_key = k.order_key
        and e.direction = k.direction
    order by e.posted_at, e.source`.execute(db);
  return rows;
};

export type StandingBreak = GroupKey &
  Readonly<{
    id: string;
    class: BreakClass;
    status: BreakStatus;
    reported_minor: bigint;
    reported_currency: Currency;
    booked_minor: bigint;
    booked_currency: Currency;
  }>;

/** Breaks of these orders, locked; also those that ended, which tell what was late before. */
export const lockBreaksOf = async (
  tx: Tx<PayDatabase>,
  keys: readonly GroupKey[],
): Promise<StandingBreak[]> => {
  const { rows } = await sql<StandingBreak>`
    select b.id, b.rail, b.order_key, b.direction, b.class, b.status, b.reported_minor,
      b.reported_currency, b.booked_minor, b.booked_currency
    from ${keyRows(keys)}
      join rail_break b on b.rail = k.rail and b.order_key = k.order_key
        and b.direction = k.direction
    order by b.id for update of b`.execute(tx);
  return rows;
};
