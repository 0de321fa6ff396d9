import { sql, type RawBuilder } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ListFilter } from "./list-filter.ts";
import { cursorAt, listConditions, searchCondition, sumLines } from "./list-queries.ts";
import type { ListRows, ListView } from "./list-view.ts";
import type { Scope } from "#src/lane/scope.ts";

export type PaymentLine = Readonly<{
  at: string;
  id: string;
  paid_at: Date;
  billing_number: string;
  reference: string;
  description_ar: string;
  description_en: string;
  service_type: string | null;
  rail: RailCode;
  rail_reference: string | null;
  amount_minor: bigint;
  refunded_minor: bigint;
  currency: Currency;
}>;

const refundConditions: Readonly<Record<string, RawBuilder<boolean>>> = {
  whole: sql`p.refunded_minor = 0`,
  partly: sql`p.refunded_minor > 0 and p.refunded_minor < p.amount_minor`,
  refunded: sql`p.refunded_minor = p.amount_minor`,
};

const from = sql`payment p join bill b on b.institution_id = p.institution_id and b.id = p.bill_id`;

const whereOf = (scope: Scope, filter: ListFilter) =>
  listConditions(scope, filter, {
    table: "p",
    at: "paid_at",
    more: [
      filter.status === undefined ? undefined : (refundConditions[filter.status] ?? sql`false`),
      filter.rail === undefined ? undefined : sql`p.rail = ${filter.rail}`,
      searchCondition(filter),
    ],
  });

export const listPaymentLines: ListRows<PaymentLine> = async (db, scope, filter, limit) => {
  const { rows: found } = await sql<PaymentLine>`
    select ${cursorAt("p.paid_at")} as at, p.id, p.paid_at, b.billing_number, b.reference,
      b.description_ar, b.description_en, b.service_type, p.rail, p.rail_reference,
      p.amount_minor, p.refunded_minor, p.currency
    from ${from} where ${whereOf(scope, filter)}
    order by p.paid_at desc, p.id desc limit ${limit}`.execute(db);
  return found;
};

export const sumPaymentLines: NonNullable<ListView<PaymentLine>["totals"]> = async (
  db,
  scope,
  filter,
) => {
  const where = whereOf(scope, { ...filter, after: undefined });
  return await sumLines(db, { table: "p", from, where });
};
