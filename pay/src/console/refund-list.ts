import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import { refundStatuses } from "#src/refund/refund-order.ts";
import { billHref, listTexts, refundHref } from "./console-texts.ts";
import { amountColumn, currencyColumn, numberColumn, referenceColumn } from "./list-columns.ts";
import type { ListView } from "./list-view.ts";
import { reasonTexts, refundStatusTag, refundStatusTexts, refundTexts } from "./refund-texts.ts";
import { listRefundLines, sumRefundLines, type RefundLine } from "./refund-list-queries.ts";

export const refundList: ListView<RefundLine> = {
  path: "/console/refunds",
  file: "refunds",
  title: listTexts.refunds,
  none: listTexts.noRefunds,
  statuses: refundStatuses
    .filter((status) => status !== "approved")
    .map((value) => ({ value, label: refundStatusTexts[value] })),
  rows: listRefundLines,
  totals: sumRefundLines,
  // A surplus goes back by itself: there is nothing to decide, its bill tells what happened.
  href: (row) => (row.requested_by === null ? billHref(row.bill_id) : refundHref(row.id)),
  columns: [
    numberColumn,
    referenceColumn,
    {
      head: listTexts.reason,
      cell: (row) => reasonTexts[row.reason],
      text: (row, lang) => reasonTexts[row.reason][lang],
    },
    {
      head: { ar: "الملاحظة", en: "Note" },
      fileOnly: true,
      cell: (row) => row.note ?? "",
      text: (row) => row.note ?? "",
    },
    {
      head: listTexts.askedOn,
      cell: (row) => dateShort(row.requested_at),
      text: (row) => row.requested_at.toISOString(),
    },
    {
      head: listTexts.askedBy,
      cell: (row) =>
        row.requested_by === null ? refundTexts.byItself : bdi(row.requested_by, "latin"),
      text: (row, lang) => row.requested_by ?? refundTexts.byItself[lang],
    },
    {
      head: listTexts.status,
      cell: (row, lang) => refundStatusTag(row.status, lang),
      text: (row, lang) => refundStatusTexts[row.status][lang],
    },
    amountColumn,
    currencyColumn,
  ],
};
