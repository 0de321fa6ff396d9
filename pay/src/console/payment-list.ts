import { sql, type RawBuilder } from "kysely";
import { formatMoney, money, toDecimal, type Currency } from "@gov/kit/money.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort, timeOnly } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { listTexts, paymentHref } from "./console-texts.ts";
import type { ListFilter } from "./list-filter.ts";
import { cursorAt, listConditions, searchCondition } from "./list-sql.ts";
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

const rows: ListRows<PaymentLine> = async (db, scope, filter, limit) => {
  const { rows: found } = await sql<PaymentLine>`
    select ${cursorAt("p.paid_at")} as at, p.id, p.paid_at, b.billing_number, b.reference,
      b.description_ar, b.description_en, b.service_type, p.rail, p.rail_reference,
      p.amount_minor, p.refunded_minor, p.currency
    from ${from} where ${whereOf(scope, filter)}
    order by p.paid_at desc, p.id desc limit ${limit}`.execute(db);
  return found;
};

const totals: NonNullable<ListView<PaymentLine>["totals"]> = async (db, scope, filter) => {
  const { rows: sums } = await sql<{ currency: Currency; count: bigint; sum: bigint }>`
    select p.currency, count(*) as count, sum(p.amount_minor)::bigint as sum
    from ${from} where ${whereOf(scope, { ...filter, after: undefined })}
    group by p.currency order by p.currency`.execute(db);
  return {
    count: sums.reduce((all, one) => all + one.count, 0n),
    sums: sums.map((one) => money(one.sum, one.currency)),
  };
};

const moneyOf = (row: PaymentLine) => money(row.amount_minor, row.currency);
const refundedOf = (row: PaymentLine) => money(row.refunded_minor, row.currency);

export const paymentList: ListView<PaymentLine> = {
  path: "/console/payments",
  file: "payments",
  title: listTexts.payments,
  none: listTexts.noPayments,
  statuses: [
    { value: "whole", label: { ar: "لم يعد منها شيء", en: "Nothing refunded" } },
    { value: "partly", label: { ar: "أعيد جزء منها", en: "Partly refunded" } },
    { value: "refunded", label: { ar: "أعيدت كلها", en: "Refunded" } },
  ],
  rows,
  totals,
  href: (row) => paymentHref(row.id),
  columns: [
    {
      head: listTexts.number,
      cell: (row) => bdi(groupBillingNumber(row.billing_number)),
      text: (row) => row.billing_number,
    },
    {
      head: listTexts.what,
      cell: (row) => ({ ar: row.description_ar, en: row.description_en }),
      text: (row, lang) => (lang === "ar" ? row.description_ar : row.description_en),
    },
    {
      head: listTexts.reference,
      cell: (row) => bdi(row.reference, "latin"),
      text: (row) => row.reference,
    },
    {
      head: listTexts.service,
      fileOnly: true,
      cell: (row) => row.service_type ?? "",
      text: (row) => row.service_type ?? "",
    },
    {
      head: listTexts.paidOn,
      cell: (row, lang) => html`${dateShort(row.paid_at)} ${timeOnly(row.paid_at, lang)}`,
      text: (row) => row.paid_at.toISOString(),
    },
    {
      head: listTexts.rail,
      cell: (row) => railTexts[row.rail],
      text: (row) => row.rail,
    },
    {
      head: { ar: "مرجع المصرف", en: "Bank's reference" },
      fileOnly: true,
      cell: (row) => row.rail_reference ?? "",
      text: (row) => row.rail_reference ?? "",
    },
    {
      head: listTexts.amount,
      numeric: true,
      cell: (row, lang) => amount(moneyOf(row), lang),
      text: (row) => toDecimal(moneyOf(row)),
    },
    {
      head: listTexts.refunded,
      numeric: true,
      cell: (row, lang) => (row.refunded_minor > 0n ? amount(refundedOf(row), lang) : html`—`),
      text: (row) => toDecimal(refundedOf(row)),
    },
    {
      head: listTexts.currency,
      fileOnly: true,
      cell: (row, lang) => formatMoney(moneyOf(row), lang),
      text: (row) => row.currency,
    },
  ],
};
