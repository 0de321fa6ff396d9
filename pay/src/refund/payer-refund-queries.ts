import { sql, type Selectable } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { exactTime, pageConditions, type Page } from "#src/list/list-page.ts";

/** A refund as everybody sees it: a biller's, or a surplus that goes back by itself. */
export type PayerRefund = Selectable<PayDatabase["payer_refund"]>;
type ListedRefund = PayerRefund & Readonly<{ position_at: string; position_id: string }>;

/** A refund of the caller's bills. */
export const findRefundOfClient = async (
  db: Database<PayDatabase>,
  clientId: string,
  refundId: string,
): Promise<PayerRefund | undefined> =>
  await db
    .selectFrom("payer_refund")
    .innerJoin("bill", (join) =>
      join
        .onRef("bill.institution_id", "=", "payer_refund.institution_id")
        .onRef("bill.id", "=", "payer_refund.bill_id"),
    )
    .selectAll("payer_refund")
    .where("payer_refund.id", "=", refundId)
    .where("bill.client_id", "=", clientId)
    .executeTakeFirst();

/** Money on its way back from the caller's bills, newest first, one more than the page holds. */
export const listRefundsOfClient = async (
  db: Database<PayDatabase>,
  page: Page,
): Promise<ListedRefund[]> => {
  const at = sql`r.requested_at`;
  const { status } = page.filters;
  const { rows } = await sql<ListedRefund>`
    select r.*, ${exactTime(at)} as position_at, r.id::text as position_id
    from payer_refund r
      join bill on bill.institution_id = r.institution_id and bill.id = r.bill_id
    where ${pageConditions(page, at, sql`r.id`)}
      ${status === undefined ? sql`` : sql`and r.status = ${status}`}
    order by r.requested_at desc, r.id desc limit ${page.limit + 1}`.execute(db);
  return rows;
};
