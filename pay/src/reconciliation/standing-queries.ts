import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { BreakClass } from "./break.ts";

/** How old a break is, for whoever is woken by it. */
export const breakAges = ["day", "week", "older"] as const;
type BreakAge = (typeof breakAges)[number];

export type OpenBreaks = Readonly<{ class: BreakClass; age: BreakAge; count: number }>;
export type MissingReports = Readonly<{ rail: RailCode; party: string; count: number }>;

/** Breaks that nobody has decided, by class and age. */
export const countOpenBreaks = async (db: Database<PayDatabase>): Promise<OpenBreaks[]> => {
  const { rows } = await sql<OpenBreaks>`
    select class, case when opened_at > now() - interval '1 day' then 'day'
        when opened_at > now() - interval '7 days' then 'week' else 'older' end as age,
      count(*)::int as count
    from rail_break where status in ('open', 'proposed') group by 1, 2`.execute(db);
  return rows;
};

/** Reports that should have come and did not, or of which none could be read. */
export const countMissingReports = async (db: Database<PayDatabase>): Promise<MissingReports[]> => {
  const { rows } = await sql<MissingReports>`
    select d.rail, d.party, count(*)::int as count from rail_report_day d
    where d.expected_at <= now() and not exists (select from rail_report r
      where r.rail = d.rail and r.party = d.party and r.day = d.day and r.status = 'read')
    group by 1, 2`.execute(db);
  return rows;
};
