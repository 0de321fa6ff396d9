import { sql, type RawBuilder } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import { cursorAt } from "#src/console/list-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { breakColumns, type BreakRow } from "#src/reconciliation/break-queries.ts";
import { reportColumns, type ReportRow } from "#src/reconciliation/report-queries.ts";
import type { ReportKey, ReportStatus } from "#src/reconciliation/report.ts";
import type { BreakFilter } from "./break-filter.ts";

type Db = Database<PayDatabase>;

export type DayLine = Readonly<{
  rail: RailCode;
  party: string;
  day: string;
  expected_at: Date;
  outcome: string | null;
  tried_at: Date | null;
  /** Of the newest file. */
  status: ReportStatus | null;
  failure: string | null;
  /** Of the file that counts; null where none does. */
  reported: number | null;
  unmatched: number;
  breaks: number;
}>;

const open = sql`status in ('open', 'proposed')`;

const dayLines = (where: RawBuilder<unknown>) => sql<DayLine>`
  select d.rail, d.party, to_char(d.day, 'YYYY-MM-DD') as day, d.expected_at, d.outcome, d.tried_at,
    newest.status, newest.failure, total.lines as reported,
    (select count(distinct l.line)::int from rail_break k
      join rail_report_line l on l.order_key = k.order_key and l.direction = k.direction
      where k.rail = d.rail and k.${open} and l.report_id = counts.id) as unmatched,
    (select count(*)::int from rail_break k
      where k.rail = d.rail and k.party = d.party and k.day = d.day and k.${open}) as breaks
  from rail_report_day d
    left join lateral (select status, failure from rail_report r
      where r.rail = d.rail and r.party = d.party and r.day = d.day
      order by version desc limit 1) newest on true
    left join rail_report counts on counts.rail = d.rail and counts.party = d.party
      and counts.day = d.day and counts.status = 'read'
    left join lateral (select sum(lines)::int as lines from rail_report_total t
      where t.report_id = counts.id) total on counts.id is not null
  where ${where} order by d.day desc, d.rail, d.party`;

/** The newest days up to `to`, a line for each source. */
export const listDays = async (
  db: Db,
  page: Readonly<{ to: string | undefined; days: number }>,
): Promise<DayLine[]> => {
  const before = page.to === undefined ? sql`true` : sql`day <= ${page.to}::date`;
  const where = sql`d.day in (select distinct day from rail_report_day where ${before}
    order by day desc limit ${page.days})`;
  return (await dayLines(where).execute(db)).rows;
};

export const findDay = async (db: Db, key: ReportKey): Promise<DayLine | undefined> => {
  const where = sql`d.rail = ${key.rail} and d.party = ${key.party} and d.day = ${key.day}::date`;
  return (await dayLines(where).execute(db)).rows[0];
};

export type DayDifference = ReportKey & Readonly<{ currency: Currency; difference_minor: bigint }>;

/** What open breaks come to: by how much the rails' word is above ours in what they owe us. */
export const listDifferences = async (
  db: Db,
  between: Readonly<{ from: string; to: string }>,
): Promise<DayDifference[]> => {
  const { rows } = await sql<DayDifference>`
    select rail, party, to_char(day, 'YYYY-MM-DD') as day, currency,
      sum(minor)::bigint as difference_minor
    from (
      select rail, party, day, reported_currency as currency,
        case when direction = 'returned' or class = 'fee' then -reported_minor
          else reported_minor end as minor
      from rail_break where ${open}
      union all
      select rail, party, day, booked_currency,
        case when direction = 'returned' or class = 'fee' then booked_minor
          else -booked_minor end
      from rail_break where ${open}) side
    where day between ${between.from}::date and ${between.to}::date
    group by rail, party, day, currency having sum(minor) <> 0
    order by currency`.execute(db);
  return rows;
};

/** Every file that came for a day, the newest first. */
export const listReports = async (db: Db, key: ReportKey): Promise<ReportRow[]> => {
  const { rows } = await sql<ReportRow>`
    select ${reportColumns} from rail_report r where r.rail = ${key.rail}
      and r.party = ${key.party} and r.day = ${key.day}::date
    order by r.version desc limit 50`.execute(db);
  return rows;
};

export type DayTotal = Readonly<{
  currency: Currency;
  lines: number;
  taken_minor: bigint;
  returned_minor: bigint;
  fee_minor: bigint;
  stated_minor: bigint;
}>;

export const listTotals = async (db: Db, reportId: string): Promise<DayTotal[]> =>
  await db
    .selectFrom("rail_report_total")
    .select(["currency", "lines", "taken_minor", "returned_minor", "fee_minor", "stated_minor"])
    .where("report_id", "=", reportId)
    .orderBy("currency")
    .execute();

/** What our books have of a day, in the same columns. */
export const listBooked = async (
  db: Db,
  key: ReportKey,
): Promise<Omit<DayTotal, "stated_minor">[]> => {
  const { rows } = await sql<Omit<DayTotal, "stated_minor">>`
    select currency, count(*) filter (where amount_minor <> 0)::int as lines,
      coalesce(sum(amount_minor) filter (where direction = 'taken'), 0)::bigint as taken_minor,
      coalesce(sum(amount_minor) filter (where direction = 'returned'), 0)::bigint as returned_minor,
      sum(fee_minor)::bigint as fee_minor
    from rail_entry where rail = ${key.rail} and party = ${key.party} and day = ${key.day}::date
    group by currency order by currency`.execute(db);
  return rows;
};

export type BreakLine = BreakRow & Readonly<{ at: string }>;

const conditions = (filter: BreakFilter): RawBuilder<unknown> => {
  const { rail, party, kind, status, olderThanDays, day, after } = filter;
  const all = [
    rail === undefined ? undefined : sql`k.rail = ${rail}`,
    party === undefined ? undefined : sql`k.party = ${party}`,
    kind === undefined ? undefined : sql`k.class = ${kind}`,
    status === undefined ? undefined : sql`k.status = ${status}`,
    day === undefined ? undefined : sql`k.day = ${day}::date`,
    olderThanDays === undefined
      ? undefined
      : sql`k.opened_at < now() - make_interval(days => ${olderThanDays}::int)`,
    after === undefined
      ? undefined
      : sql`(k.opened_at, k.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ].filter((one) => one !== undefined);
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
};

/** Breaks, the newest first. */
export const listBreakLines = async (
  db: Db,
  filter: BreakFilter,
  limit: number,
): Promise<BreakLine[]> => {
  const { rows } = await sql<BreakLine>`
    select ${breakColumns}, ${cursorAt("k.opened_at")} as at from rail_break k
    where ${conditions(filter)} order by k.opened_at desc, k.id desc limit ${limit}`.execute(db);
  return rows;
};

/** The transfers that accepting a break posted. */
export const listPosted = async (
  db: Db,
  row: BreakRow,
): Promise<Readonly<{ id: string; lane: string; currency: string }>[]> => {
  const { rows } = await sql<{ id: string; lane: string; currency: string }>`
    select distinct transfer_id as id, institution_id as lane, currency from rail_entry
    where rail = ${row.rail} and transfer_id is not null
      and source = any(${["ILS", "JOD", "USD"].map((one) => `break/${row.id}/${one}`)})
    order by currency`.execute(db);
  return rows;
};
