import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { EsadadTransactionRow } from "./transaction-queries.ts";

/**
 * Settled payments that the hub is due to be asked about, the longest due first. Each is put off
 * for a while, so that several processes do not all ask, and a silent hub is asked again.
 */
export const takeDueInquiries = async (
  db: Database<PayDatabase>,
  limit: number,
): Promise<EsadadTransactionRow[]> => {
  const { rows } = await sql<EsadadTransactionRow>`
    update esadad_transaction set next_inquiry_at = now() + interval '15 minutes' where trx in (
      select trx from esadad_transaction
      where status = 'settled' and next_inquiry_at <= now()
      order by next_inquiry_at limit ${limit} for update skip locked)
    returning *`.execute(db);
  return rows;
};

/** The hub answered: it is asked again a day and a week after we heard of the payment, then no more. */
export const noteInquired = async (db: Database<PayDatabase>, trx: string): Promise<void> => {
  await sql`
    update esadad_transaction set next_inquiry_at = case
      when now() < received_at + interval '1 day' then received_at + interval '1 day'
      when now() < received_at + interval '7 days' then received_at + interval '7 days'
    end
    where trx = ${trx}`.execute(db);
};
