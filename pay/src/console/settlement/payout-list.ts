import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import { formatIban } from "@gov/country/iban.ts";
import { payoutStatuses } from "#src/settlement/payout.ts";
import { listTexts } from "../console-texts.ts";
import { amountColumn, currencyColumn } from "../list-columns.ts";
import type { ListView } from "../list-view.ts";
import { listPayoutLines, sumPayoutLines, type PayoutLine } from "./payout-list-queries.ts";
import {
  payoutHref,
  payoutsPath,
  payoutStatusTexts,
  payoutTag,
  settlementTexts,
} from "./settlement-texts.ts";

/** What was paid out: all of it for the treasury, an institution's own for its staff. */
export const payoutList: ListView<PayoutLine> = {
  path: payoutsPath,
  file: "payouts",
  title: settlementTexts.payouts,
  none: settlementTexts.noPayouts,
  find: settlementTexts.find,
  controls: [],
  statuses: payoutStatuses.map((value) => ({ value, label: payoutStatusTexts[value] })),
  rows: listPayoutLines,
  totals: sumPayoutLines,
  href: (row) => payoutHref(row.id),
  columns: [
    {
      head: listTexts.biller,
      cell: (row) => ({ ar: row.name_ar, en: row.name_en }),
      text: (row) => row.biller_code,
    },
    {
      head: settlementTexts.lane,
      cell: (row) => bdi(row.lane, "latin"),
      text: (row) => row.lane,
    },
    {
      head: settlementTexts.iban,
      cell: (row) => bdi(formatIban(row.iban), "latin"),
      text: (row) => row.iban,
    },
    {
      head: settlementTexts.endToEndId,
      fileOnly: true,
      cell: (row) => row.end_to_end_id,
      text: (row) => row.end_to_end_id,
    },
    {
      head: settlementTexts.orderedOn,
      cell: (row) => dateShort(row.created_at),
      text: (row) => row.created_at.toISOString(),
    },
    {
      head: settlementTexts.paidOn,
      cell: (row) => (row.paid_at === null ? html`—` : dateShort(row.paid_at)),
      text: (row) => row.paid_at?.toISOString() ?? "",
    },
    {
      head: listTexts.status,
      cell: (row, lang) => payoutTag(row.status, lang),
      text: (row, lang) => payoutStatusTexts[row.status][lang],
    },
    {
      head: settlementTexts.reason,
      fileOnly: true,
      cell: (row) => row.reason ?? "",
      text: (row) => row.reason ?? "",
    },
    amountColumn,
    currencyColumn,
  ],
};
