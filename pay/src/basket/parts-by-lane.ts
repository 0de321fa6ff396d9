import type { BillRow } from "#src/bill/bill.ts";
import type { LanePart } from "#src/ledger/ledger.ts";

/** How much of a basket goes to which institution's lane. */
export const partsByLane = (
  paid: readonly Readonly<{ bill: Pick<BillRow, "institution_id">; paysMinor: bigint }>[],
): LanePart[] =>
  [...Map.groupBy(paid, ({ bill }) => bill.institution_id)]
    .map(([lane, bills]) => ({
      lane,
      amountMinor: bills.reduce((sum, one) => sum + one.paysMinor, 0n),
    }))
    .toSorted((a, b) => (a.lane < b.lane ? -1 : 1));
