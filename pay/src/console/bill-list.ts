import { sql } from "kysely";
import { formatMoney, money, toDecimal, type Currency } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { BillStatus } from "#src/db-types.ts";
import { billHref, billStatusTag, billStatusTexts, listTexts } from "./console-texts.ts";
import { cursorAt, listConditions, searchCondition } from "./list-sql.ts";
import type { ListRows, ListView } from "./list-view.ts";

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

const rows: ListRows<BillLine> = async (db, scope, filter, limit) => {
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
      searchCondition(filter),
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

const statuses: readonly { value: BillStatus; label: Text }[] = (
  ["open", "claimed", "paid", "cancelled"] as const
).map((value) => ({ value, label: billStatusTexts[value] }));

const moneyOf = (row: BillLine) => money(row.amount_minor, row.currency);

export const billList: ListView<BillLine> = {
  path: "/console/bills",
  file: "bills",
  title: listTexts.bills,
  none: listTexts.noBills,
  statuses,
  rows,
  href: (row) => billHref(row.id),
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
      cell: (row) => (row.service_type ? bdi(row.service_type, "latin") : html`—`),
      text: (row) => row.service_type ?? "",
    },
    {
      head: listTexts.madeOn,
      cell: (row) => dateShort(row.created_at),
      text: (row) => row.created_at.toISOString(),
    },
    {
      head: listTexts.status,
      cell: (row, lang) => billStatusTag(row.status, lang),
      text: (row, lang) => billStatusTexts[row.status][lang],
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
