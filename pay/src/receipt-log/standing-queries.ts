import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

export type LogStanding = Readonly<{
  /** Days that ended more than an hour ago and are not closed. */
  overdue: number;
  /** Closed days without a stamp. */
  unstamped: bigint;
}>;

/** How the log of receipts stands, for operators. */
export const countLogStanding = async (db: Database<PayDatabase>): Promise<LogStanding> => {
  const { rows } = await sql<LogStanding>`
    select coalesce(greatest(0, ((now() - interval '1 hour') at time zone 'Asia/Hebron')::date
        - 1 - max(day)), 1) as overdue,
      count(*) filter (where stamp is null) as unstamped
    from receipt_day`.execute(db);
  return rows[0] ?? { overdue: 1, unstamped: 0n };
};
