import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { insertionOf, insertRows, writeTogether } from "@gov/kit/insert-rows.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { ReadItem, ReportKey, ReportTotal } from "./report.ts";
import type { ReportRow } from "./report-queries.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** Writes a batch of what was read: lines, and what is wrong with others. */
export const insertItems = async (
  tx: Tx<PayDatabase>,
  { id, rail, party, day }: ReportRow,
  items: readonly ReadItem[],
): Promise<void> => {
  const lines = items.flatMap((item) =>
    item.kind === "line"
      ? [
          {
            report_id: id,
            line: item.line,
            rail,
            party,
            day,
            order_key: item.value.order || item.value.reference,
            reference: item.value.reference,
            direction: item.value.direction,
            currency: item.value.amount.currency,
            amount_minor: item.value.amount.amountMinor,
            fee_minor: item.value.feeMinor,
            moved_on: item.value.movedOn,
          },
        ]
      : [],
  );
  const errors = items.flatMap((item) =>
    item.kind === "wrong"
      ? item.problems.map(({ field, message }, position) => ({
          report_id: id,
          line: item.line,
          position,
          field,
          message_ar: message.ar,
          message_en: message.en,
        }))
      : [],
  );
  await writeTogether(tx, [
    ...insertionOf("rail_report_line", lines),
    ...insertionOf("rail_report_error", errors),
  ]);
};

export type LineSums = Readonly<{
  currency: Currency;
  lines: number;
  taken: bigint;
  returned: bigint;
  fees: bigint;
}>;

/** What a report's lines come to, for each currency. */
export const sumReport = async (db: Reader, reportId: string): Promise<LineSums[]> => {
  const { rows } = await sql<LineSums>`
    select currency, count(*)::int as lines,
      coalesce(sum(amount_minor) filter (where direction = 'taken'), 0)::bigint as taken,
      coalesce(sum(amount_minor) filter (where direction = 'returned'), 0)::bigint as returned,
      sum(fee_minor)::bigint as fees
    from rail_report_line where report_id = ${reportId} and direction <> 'settled'
    group by currency order by currency`.execute(db);
  return rows;
};

/** Keeps a report's totals, and as a line of its own what the rail pays out other than they say. */
export const insertTotals = async (
  tx: Tx<PayDatabase>,
  { id, rail, party, day }: ReportRow,
  totals: readonly Readonly<{ line: number; said: ReportTotal; sums: LineSums }>[],
): Promise<void> => {
  const rows = totals.map(({ said, sums }) => ({
    report_id: id,
    currency: said.currency,
    lines: sums.lines,
    taken_minor: sums.taken,
    returned_minor: sums.returned,
    fee_minor: sums.fees,
    stated_minor: said.statedMinor,
  }));
  const short = totals.flatMap(({ line, said, sums }) => {
    const amountMinor = said.statedMinor - (sums.taken - sums.returned - sums.fees);
    if (amountMinor === 0n) return [];
    const reference = `settlement ${party} ${day} ${said.currency}`.replace("  ", " ");
    return [
      {
        report_id: id,
        line,
        rail,
        party,
        day,
        order_key: reference,
        reference,
        direction: "settled",
        currency: said.currency,
        amount_minor: amountMinor,
        fee_minor: 0n,
        moved_on: day,
      },
    ];
  });
  await insertRows(tx, "rail_report_total", rows);
  await insertRows(tx, "rail_report_line", short);
};

export type ReportErrorRow = Readonly<{
  line: number;
  field: string;
  message_ar: string;
  message_en: string;
}>;

export const listReportErrors = async (
  db: Reader,
  reportId: string,
  limit: number,
): Promise<ReportErrorRow[]> => {
  const { rows } = await sql<ReportErrorRow>`
    select line, field, message_ar, message_en from rail_report_error
    where report_id = ${reportId} order by line, position limit ${limit}`.execute(db);
  return rows;
};

/**
 * Says that everything which a day's newest and former files name is to be compared, and what our
 * books have of that day and of the day before, and every break of this source.
 */
export const dueByReport = async (tx: Tx<PayDatabase>, key: ReportKey): Promise<void> => {
  await sql`
    insert into reconciliation_due (rail, order_key, direction)
    select rail, order_key, direction from (
      select l.rail, l.order_key, l.direction
      from rail_report r join rail_report_line l on l.report_id = r.id
      where r.rail = ${key.rail} and r.party = ${key.party} and r.day = ${key.day}::date
      union
      select rail, order_key, direction from rail_entry
      where rail = ${key.rail} and party = ${key.party}
        and day between ${key.day}::date - 1 and ${key.day}::date
      union
      select rail, order_key, direction from rail_break
      where rail = ${key.rail} and party = ${key.party} and status in ('open', 'proposed')) k
    order by rail, order_key, direction
    on conflict do nothing`.execute(tx);
};

/**
 * A line that names no order of ours belongs to that of our entry with its reference: what we sent
 * back is known to a bank by the name that we gave it. Both orders are to be compared.
 */
export const resolveOrders = async (tx: Tx<PayDatabase>, rail: string): Promise<void> => {
  await sql`
    with moved as (
      update rail_report_line l set order_key = e.order_key
      from rail_entry e
      where e.rail = ${rail} and e.reference <> '' and e.reference = l.reference
        and l.rail = e.rail and l.direction = e.direction and l.direction = 'returned'
        and l.order_key = l.reference and e.order_key <> l.order_key
      returning l.rail, e.order_key, e.reference, l.direction)
    insert into reconciliation_due (rail, order_key, direction)
    select rail, order_key, direction from moved
    union select rail, reference, direction from moved
    order by 1, 2, 3
    on conflict do nothing`.execute(tx);
};
