import { addDays } from "@gov/country/time-zone.ts";
import { proposeJournal } from "#src/reconciliation/decide.ts";
import { reportDayOf } from "#src/reconciliation/report.ts";
import { reconcile } from "#src/reconciliation/run.ts";
import { takeFile } from "#src/reconciliation/take-file.ts";
import type { PayWorld } from "./pay-world.ts";

/**
 * Files of two days that differ from the books in every way a page shows, and one that is refused.
 * Gives the addresses of the pages. `payments` are charges of ours that the file tells otherwise.
 */
export const openBreaks = async (
  world: PayWorld,
  payments: readonly Readonly<{ id: string }>[],
): Promise<string[]> => {
  const { reconciliation, db } = world;
  const paid = await db
    .selectFrom("charge")
    .select("captured_at")
    .where("id", "=", payments[0]?.id ?? "")
    .executeTakeFirstOrThrow();
  const day = reportDayOf(paid.captured_at ?? new Date(), reconciliation.dayEndsAtMinutes);
  const header = "order_id,transaction_id,type,amount,fee,currency,settlement_date";
  const lines = [
    ...payments.map(({ id }) => `${id},1,PAYMENT,300.00,3.12,ILS,${day}`),
    `11111111-1111-4111-8111-111111111111,1,PAYMENT,55.00,0.00,ILS,${day}`,
    `11111111-1111-4111-8111-111111111111,1,PAYMENT,55.00,0.00,ILS,${day}`,
  ];
  const total = `TOTAL,${lines.length},SETTLEMENT,900.00,,ILS,${day}`;
  const sendFile = async (of: string, rows: readonly string[]): Promise<void> => {
    const file = async function* () {
      yield Buffer.from([header, ...rows].join("\n"));
    };
    await takeFile(reconciliation, { rail: "card", party: "", day: of }, file(), "mona.abdo");
  };
  await sendFile(day, [...lines, total]);
  const before = addDays(day, -1);
  await sendFile(before, [
    `=1+1,1,PAYMENT,1.00,,ILS,${before}`,
    `TOTAL,0,SETTLEMENT,x,,ILS,${before}`,
  ]);
  await reconcile(reconciliation);
  const breaks = await db.selectFrom("rail_break").select(["id", "class"]).execute();
  const hrefOf = (name: string): string =>
    `/console/reconciliation/breaks/${breaks.find((one) => one.class === name)?.id ?? ""}`;
  const waiting = breaks.find((one) => one.class === "duplicate");
  const proposal = {
    resolution: "takeRailsWord",
    by: "ruba.odeh",
    note: "أكد المصرف المبلغ",
  } as const;
  await proposeJournal(reconciliation, waiting?.id ?? "", proposal);
  return [
    "/console/reconciliation",
    `/console/reconciliation/days/card/${day}`,
    `/console/reconciliation/days/card/${before}`,
    "/console/reconciliation/breaks?rail=card",
    "/console/reconciliation/upload",
    hrefOf("duplicate"),
    hrefOf("fee"),
  ];
};
