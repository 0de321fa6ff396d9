import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { exactTime, pageConditions, type Page } from "#src/list/list-page.ts";
import type { BillRow } from "./bill.ts";

type Row = BillRow & { position_at: string; position_id: string };

/** The caller's bills, newest first, one more than the page holds. */
export const listBills = async (db: Database<PayDatabase>, page: Page): Promise<Row[]> => {
  const at = sql`bill.created_at`;
  const { status } = page.filters;
  const { rows } = await sql<Row>`
    select bill.*, ${exactTime(at)} as position_at, bill.id::text as position_id
    from bill
    where ${pageConditions(page, at, sql`bill.id`)}
      ${status === undefined ? sql`` : sql`and bill.status = ${status}`}
    order by bill.created_at desc, bill.id desc limit ${page.limit + 1}`.execute(db);
  return rows;
};
