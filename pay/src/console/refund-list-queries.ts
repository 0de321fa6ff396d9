import { sql } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { RefundGround, RefundStatus, SurplusReason } from "#src/refund/refund-order.ts";
import type { ListFilter } from "./list-filter.ts";
import { cursorAt, listConditions, searchCondition, sumLines } from "./list-queries.ts";
import type { ListRows, ListView } from "./list-view.ts";
import type { Scope } from "#src/lane/scope.ts";

export type RefundLine = Readonly<{
  at: string;
  id: string;
  requested_at: Date;
  /** Of a surplus: nobody. */
  requested_by: string | null;
  bill_id: string;
  billing_number: string;
  reference: string;
  reason: RefundGround | SurplusReason;
  note: string | null;
  status: RefundStatus;
  amount_minor: bigint;
  currency: Currency;
}>;

const from = sql`payer_refund o
  join bill b on b.institution_id = o.institution_id and b.id = o.bill_id
  join charge c on c.institution_id = o.institution_id and c.id = o.charge_id`;

const whereOf = (scope: Scope, filter: ListFilter) =>
  listConditions(scope, filter, {
    table: "o",
    at: "requested_at",
    more: [
      filter.status === undefined ? undefined : sql`o.status = ${filter.status}`,
      filter.rail === undefined ? undefined : sql`c.rail = ${filter.rail}`,
      searchCondition(filter),
    ],
  });

export const listRefundLines: ListRows<RefundLine> = async (db, scope, filter, limit) => {
  const { rows: found } = await sql<RefundLine>`
    select ${cursorAt("o.requested_at")} as at, o.id, o.requested_at, o.requested_by,
      o.bill_id, b.billing_number, b.reference, o.reason, o.note, o.status, o.amount_minor, o.currency
    from ${from} where ${whereOf(scope, filter)}
    order by o.requested_at desc, o.id desc limit ${limit}`.execute(db);
  return found;
};

export const sumRefundLines: NonNullable<ListView<RefundLine>["totals"]> = async (
  db,
  scope,
  filter,
) => {
  const where = whereOf(scope, { ...filter, after: undefined });
  return await sumLines(db, { table: "o", from, where });
};
