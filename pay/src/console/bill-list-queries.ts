import { sql } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { BillStatus } from "#src/db-types.ts";
import { cursorAt, listConditions, searchCondition } from "./list-queries.ts";
import type { ListRows } from "./list-view.ts";

export type BillLine = Readonly<{
  at: string;
  id: string;
  institution_id: string;
  created_at: Date;
  billing_number: string;
  reference: string;
  description_ar: string;
  description_en: string;
  biller_code: string;
  service_type: string | null;
  amount_minor: bigint;
  currency: Currency;
  status: BillStatus;
}>;

export const listBillLines: ListRows<BillLine> = async (db, scope, filter, limit) => {
  const { rail, status } = filter;
  const where = listConditions(scope, filter, {
    table: "b",
    at: "created_at",
    more: [
      status === undefined ? undefined : sql`b.status = ${status}`,
      rail === undefined
        ? undefined
        : sql`exists (select 1 from charge c where c.institution_id = b.institution_id
            and c.bill_id = b.id and c.rail = ${rail})`,
      // A basket is no bill of anybody's; who looks for its number finds it.
      searchCondition(filter) ?? sql`b.kind = 'bill'`,
    ],
  });
  const { rows: found } = await sql<BillLine>`
    select ${cursorAt("b.created_at")} as at, b.id, b.institution_id, b.created_at,
      b.billing_number, b.reference, b.description_ar, b.description_en, b.biller_code,
      b.service_type, b.amount_minor, b.currency, b.status
    from bill b where ${where}
    order by b.created_at desc, b.id desc limit ${limit}`.execute(db);
  return found;
};
