import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

export type UnstampedDay = Readonly<{ day: string; head: Buffer; closedAt: Date; tries: number }>;

/**
 * The oldest day whose stamp is due. It is due again after a minute, then two, four, … up to an
 * hour, whatever becomes of this try: a process that dies at it loses nothing.
 */
export const takeUnstampedDay = async (
  db: Database<PayDatabase>,
  now: Date,
): Promise<UnstampedDay | undefined> => {
  const { rows } = await sql<UnstampedDay>`
    update receipt_day set stamp_tries = stamp_tries + 1,
      stamp_due_at = ${now}::timestamptz
        + least(interval '1 hour', interval '1 minute' * power(2, least(stamp_tries, 10)))
    where day = (select day from receipt_day where stamp is null and stamp_due_at <= ${now}
      order by day limit 1 for update skip locked)
    returning day::text as day, head, closed_at as "closedAt", stamp_tries as tries`.execute(db);
  return rows[0];
};

/** Keeps a token that was checked; the first one stays. */
export const storeStamp = async (
  db: Database<PayDatabase>,
  { day, stamp, stampedAt }: Readonly<{ day: string; stamp: Uint8Array; stampedAt: Date }>,
): Promise<void> => {
  await sql`
    update receipt_day set stamp = ${Buffer.from(stamp)}, stamped_at = ${stampedAt}
    where day = ${day}::date and stamp is null`.execute(db);
};
