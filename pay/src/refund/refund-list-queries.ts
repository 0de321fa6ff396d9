import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { exactTime, pageConditions, type Page } from "#src/list/list-page.ts";
import type { RefundRow } from "./refund-queries.ts";

export type ListedRefund = RefundRow &
  Readonly<{ bill_id: string; position_at: string; position_id: string }>;

/** Money on its way back from the caller's bills, newest first, one more than the page holds. */
export const listRefundsOfClient = async (
  db: Database<PayDatabase>,
  page: Page,
): Promise<ListedRefund[]> => {
  const at = sql`refund.created_at`;
  const id = sql`(refund.charge_id::text || '-' || lpad(refund.position::text, 2, '0'))`;
  const { status } = page.filters;
  const { rows } = await sql<ListedRefund>`
    select refund.*, charge.bill_id, ${exactTime(at)} as position_at, ${id} as position_id
    from refund
      join charge on charge.institution_id = refund.institution_id
        and charge.id = refund.charge_id
      join bill on bill.institution_id = charge.institution_id and bill.id = charge.bill_id
    where ${pageConditions(page, at, id)}
      ${status === undefined ? sql`` : sql`and refund.status = ${status}`}
    order by refund.created_at desc, ${id} desc limit ${page.limit + 1}`.execute(db);
  return rows;
};
