import { sql } from "kysely";
import { money, type Currency } from "@gov/kit/money.ts";
import type { RefundGround, RefundStatus } from "#src/refund/refund-order.ts";
import type { ListFilter } from "./list-filter.ts";
import { cursorAt, listConditions, searchCondition } from "./list-queries.ts";
import type { ListRows, ListView } from "./list-view.ts";
import type { Scope } from "#src/lane/scope.ts";

export type RefundLine = Readonly<{
  at: string;
  id: string;
  requested_at: Date;
  requested_by: string;
  billing_number: string;
  reference: string;
  reason: RefundGround;
  note: string;
  status: RefundStatus;
  amount_minor: bigint;
  currency: Currency;
}>;

const from = sql`refund_order o
  join bill b on b.institution_id = o.institution_id and b.id = o.bill_id
  join payment p on p.institution_id = o.institution_id and p.id = o.payment_id`;

const whereOf = (scope: Scope, filter: ListFilter) =>
  listConditions(scope, filter, {
    table: "o",
    at: "requested_at",
    more: [
      filter.status === undefined ? undefined : sql`o.status = ${filter.status}`,
      filter.rail === undefined ? undefined : sql`p.rail = ${filter.rail}`,
      searchCondition(filter),
    ],
  });

export const listRefundLines: ListRows<RefundLine> = async (db, scope, filter, limit) => {
  const { rows: found } = await sql<RefundLine>`
    select ${cursorAt("o.requested_at")} as at, o.id, o.requested_at, o.requested_by,
      b.billing_number, b.reference, o.reason, o.note, o.status, o.amount_minor, o.currency
    from ${from} where ${whereOf(scope, filter)}
    order by o.requested_at desc, o.id desc limit ${limit}`.execute(db);
  return found;
};

export const sumRefundLines: NonNullable<ListView<RefundLine>["totals"]> = async (
  db,
  scope,
  filter,
) => {
  const { rows: sums } = await sql<{ currency: Currency; count: bigint; sum: bigint }>`
    select o.currency, count(*) as count, sum(o.amount_minor)::bigint as sum
    from ${from} where ${whereOf(scope, { ...filter, after: undefined })}
    group by o.currency order by o.currency`.execute(db);
  return {
    count: sums.reduce((all, one) => all + one.count, 0n),
    sums: sums.map((one) => money(one.sum, one.currency)),
  };
};
