import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort } from "@gov/kit/ui/date-time.ts";
import { html } from "@gov/kit/ui/html.ts";
import type { BillStatus } from "#src/db-types.ts";
import { billHref, billStatusTag, billStatusTexts, listTexts } from "./console-texts.ts";
import {
  amountColumn,
  currencyColumn,
  numberColumn,
  referenceColumn,
  whatColumn,
} from "./list-columns.ts";
import type { ListView } from "./list-view.ts";
import { listBillLines, type BillLine } from "./bill-list-queries.ts";

const statuses: readonly { value: BillStatus; label: Text }[] = (
  ["open", "claimed", "paid", "cancelled"] as const
).map((value) => ({ value, label: billStatusTexts[value] }));

export const billList: ListView<BillLine> = {
  path: "/console/bills",
  file: "bills",
  title: listTexts.bills,
  none: listTexts.noBills,
  statuses,
  rows: listBillLines,
  href: (row) => billHref(row.id),
  columns: [
    numberColumn,
    whatColumn,
    referenceColumn,
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
    amountColumn,
    currencyColumn,
  ],
};
