import { formatMoney, money, toDecimal } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { BillStatus } from "#src/db-types.ts";
import { billHref, billStatusTag, billStatusTexts, listTexts } from "./console-texts.ts";
import type { ListView } from "./list-view.ts";
import { listBillLines, type BillLine } from "./bill-list-queries.ts";

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
  rows: listBillLines,
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
