import { formatMoney, money, toDecimal } from "@gov/kit/money.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort, timeOnly } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { listTexts, paymentHref } from "./console-texts.ts";
import type { ListView } from "./list-view.ts";
import { listPaymentLines, sumPaymentLines, type PaymentLine } from "./payment-list-queries.ts";

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
  rows: listPaymentLines,
  totals: sumPaymentLines,
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
