import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import type { PayDeps } from "#src/deps.ts";
import { announceBill } from "#src/webhook/announce.ts";
import type { BillRow } from "./bill.ts";

const atOnce = 100;

/**
 * Ends open bills whose time has passed, at most `atOnce`; gives how many. A bill that is being
 * paid is left to its attempt: when that fails, the bill is open again and ends then.
 */
export const expireBills = async (deps: PayDeps): Promise<number> => {
  const expired = await inTransaction(deps.db, async (tx) => {
    const { rows } = await sql<BillRow>`
      update bill set status = 'cancelled', cancelled_at = now(), expired_at = now(),
        updated_at = now()
      where (institution_id, id) in (
        select institution_id, id from bill
        where expires_at <= now() and status = 'open' and paid_minor = 0
        order by expires_at limit ${atOnce} for update skip locked)
      returning *`.execute(tx);
    for (const bill of rows) await announceBill(tx, bill, "bill.expired");
    return rows.length;
  });
  if (expired > 0) deps.kickOutbox();
  return expired;
};
