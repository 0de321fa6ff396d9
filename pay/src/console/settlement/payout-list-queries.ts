import { sql } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { PayoutStatus } from "#src/settlement/payout.ts";
import type { Scope } from "#src/lane/scope.ts";
import type { ListFilter } from "../list-filter.ts";
import { cursorAt, listConditions, sumLines } from "../list-queries.ts";
import type { ListRows, ListView } from "../list-view.ts";

export type PayoutLine = Readonly<{
  at: string;
  id: string;
  created_at: Date;
  biller_code: string;
  name_ar: string;
  name_en: string;
  lane: string;
  iban: string;
  end_to_end_id: string;
  status: PayoutStatus;
  reason: string | null;
  paid_at: Date | null;
  amount_minor: bigint;
  currency: Currency;
}>;

const from = sql`payout p join biller b on b.code = p.biller_code`;

const whereOf = (scope: Scope, filter: ListFilter) => {
  const text = filter.search?.text;
  return listConditions(scope, filter, {
    table: "p",
    at: "created_at",
    more: [
      filter.status === undefined ? undefined : sql`p.status = ${filter.status}`,
      text === undefined
        ? undefined
        : sql`(p.biller_code = ${text} or p.iban = ${text.replaceAll(" ", "").toUpperCase()}
            or p.end_to_end_id = ${text.toUpperCase()})`,
    ],
  });
};

export const listPayoutLines: ListRows<PayoutLine> = async (db, scope, filter, limit) => {
  const { rows } = await sql<PayoutLine>`
    select ${cursorAt("p.created_at")} as at, p.id, p.created_at, p.biller_code, b.name_ar,
      b.name_en, p.lane, p.iban, p.end_to_end_id, p.status, p.reason, p.paid_at, p.amount_minor,
      p.currency
    from ${from} where ${whereOf(scope, { ...filter, service: undefined })}
    order by p.created_at desc, p.id desc limit ${limit}`.execute(db);
  return rows;
};

export const sumPayoutLines: NonNullable<ListView<PayoutLine>["totals"]> = async (
  db,
  scope,
  filter,
) => {
  const where = whereOf(scope, { ...filter, service: undefined, after: undefined });
  return await sumLines(db, { table: "p", from, where });
};
