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
      with due as (
        delete from bill_expiry where (institution_id, bill_id) in (
          select e.institution_id, e.bill_id from bill_expiry e
            join bill b on b.institution_id = e.institution_id and b.id = e.bill_id
          where e.expires_at <= now() and (b.status in ('paid', 'cancelled')
            or (b.status = 'open' and b.paid_minor = 0))
          order by e.expires_at limit ${atOnce} for update skip locked)
        returning institution_id, bill_id
      )
      update bill set status = 'cancelled', cancelled_at = now(), expired_at = now(),
        updated_at = now()
      from due
      where bill.institution_id = due.institution_id and bill.id = due.bill_id
        and bill.status = 'open' and bill.paid_minor = 0
      returning bill.*`.execute(tx);
    for (const bill of rows) await announceBill(tx, bill, "bill.expired");
    return rows.length;
  });
  if (expired > 0) deps.kickOutbox();
  return expired;
};
