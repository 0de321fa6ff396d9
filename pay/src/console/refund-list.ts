import { sql } from "kysely";
import { formatMoney, money, toDecimal, type Currency } from "@gov/kit/money.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { refundStatuses, type RefundGround, type RefundStatus } from "#src/refund/refund-order.ts";
import { listTexts, refundHref } from "./console-texts.ts";
import type { ListFilter } from "./list-filter.ts";
import { cursorAt, listConditions, searchCondition } from "./list-sql.ts";
import type { ListRows, ListView } from "./list-view.ts";
import { groundTexts, refundStatusTag, refundStatusTexts } from "./refund-texts.ts";
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

const rows: ListRows<RefundLine> = async (db, scope, filter, limit) => {
  const { rows: found } = await sql<RefundLine>`
    select ${cursorAt("o.requested_at")} as at, o.id, o.requested_at, o.requested_by,
      b.billing_number, b.reference, o.reason, o.note, o.status, o.amount_minor, o.currency
    from ${from} where ${whereOf(scope, filter)}
    order by o.requested_at desc, o.id desc limit ${limit}`.execute(db);
  return found;
};

const totals: NonNullable<ListView<RefundLine>["totals"]> = async (db, scope, filter) => {
  const { rows: sums } = await sql<{ currency: Currency; count: bigint; sum: bigint }>`
    select o.currency, count(*) as count, sum(o.amount_minor)::bigint as sum
    from ${from} where ${whereOf(scope, { ...filter, after: undefined })}
    group by o.currency order by o.currency`.execute(db);
  return {
    count: sums.reduce((all, one) => all + one.count, 0n),
    sums: sums.map((one) => money(one.sum, one.currency)),
  };
};

const moneyOf = (row: RefundLine) => money(row.amount_minor, row.currency);

export const refundList: ListView<RefundLine> = {
  path: "/console/refunds",
  file: "refunds",
  title: listTexts.refunds,
  none: listTexts.noRefunds,
  statuses: refundStatuses
    .filter((status) => status !== "approved")
    .map((value) => ({ value, label: refundStatusTexts[value] })),
  rows,
  totals,
  href: (row) => refundHref(row.id),
  columns: [
    {
      head: listTexts.number,
      cell: (row) => bdi(groupBillingNumber(row.billing_number)),
      text: (row) => row.billing_number,
    },
    {
      head: listTexts.reference,
      cell: (row) => bdi(row.reference, "latin"),
      text: (row) => row.reference,
    },
    {
      head: listTexts.reason,
      cell: (row) => groundTexts[row.reason],
      text: (row, lang) => groundTexts[row.reason][lang],
    },
    {
      head: { ar: "الملاحظة", en: "Note" },
      fileOnly: true,
      cell: (row) => row.note,
      text: (row) => row.note,
    },
    {
      head: listTexts.askedOn,
      cell: (row) => dateShort(row.requested_at),
      text: (row) => row.requested_at.toISOString(),
    },
    {
      head: listTexts.askedBy,
      cell: (row) => bdi(row.requested_by, "latin"),
      text: (row) => row.requested_by,
    },
    {
      head: listTexts.status,
      cell: (row, lang) => refundStatusTag(row.status, lang),
      text: (row, lang) => refundStatusTexts[row.status][lang],
    },
    {
      head: listTexts.amount,
      numeric: true,
      cell: (row, lang) => amount(moneyOf(row), lang),
      text: (row) => toDecimal(moneyOf(row)),
    },
    {
      head: listTexts.currency,
      fileOnly: true,
      cell: (row, lang) => formatMoney(moneyOf(row), lang),
      text: (row) => row.currency,
    },
  ],
};
