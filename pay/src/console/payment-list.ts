import { money, toDecimal } from "@gov/kit/money.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { dateShort, timeOnly } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { listTexts, paymentHref } from "./console-texts.ts";
import {
  amountColumn,
  currencyColumn,
  numberColumn,
  referenceColumn,
  whatColumn,
} from "./list-columns.ts";
import type { ListView } from "./list-view.ts";
import { listPaymentLines, sumPaymentLines, type PaymentLine } from "./payment-list-queries.ts";

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
  rows: listPaymentLines,
  totals: sumPaymentLines,
  href: (row) => paymentHref(row.id),
  columns: [
    numberColumn,
    whatColumn,
    referenceColumn,
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
    amountColumn,
    {
      head: listTexts.refunded,
      numeric: true,
      cell: (row, lang) => (row.refunded_minor > 0n ? amount(refundedOf(row), lang) : html`—`),
      text: (row) => toDecimal(refundedOf(row)),
    },
    currencyColumn,
  ],
};
