import type { Hono } from "hono";
import type { PartyEnv } from "../party.ts";
import { answerCsv, dayCsv } from "../reports/csv-file.ts";
import type { Movement } from "../reports/day-report.ts";
import type { ReportBook } from "../reports/report-faults.ts";
import type { Books, DrawerPayout, Sale } from "./books.ts";

const shape = {
  headers: ["collection_id", "reference", "type", "amount", "fee", "currency", "date"],
  totalKind: "settlement",
};

function movementsOf(sale: Sale): Movement[] {
  const { collectionId: order, confirmedAt, voidedAt, amountMinor, currency } = sale;
  if (!order || !confirmedAt) return [];
  const common = { order, amountMinor, currency, feeMinor: 0n };
  const taken = { ...common, at: confirmedAt, reference: sale.reference, kind: "collection" };
  if (!voidedAt) return [{ ...taken, returned: false }];
  const reference = `${sale.reference}/void`;
  const back = { ...common, at: voidedAt, reference, kind: "void", returned: true };
  return [{ ...taken, returned: false }, back];
}

const payoutMovement = (payout: DrawerPayout): Movement => ({
  at: payout.at ?? "1970-01-01T00:00:00Z",
  // The company knows the code that the payer brought, and no collection of ours.
  order: "",
  reference: payout.reference,
  kind: "payout",
  returned: true,
  amountMinor: payout.amountMinor,
  currency: payout.currency,
  feeMinor: 0n,
});

/** What the company's tills took and gave back on a day, for whoever has its token. */
export function mountCashReport(
  app: Hono<PartyEnv>,
  deps: { books: Books; book: ReportBook; token: string | undefined },
): void {
  app.get("/reports/:day", (c) => {
    if (!deps.token || c.req.header("authorization") !== `Bearer ${deps.token}`) {
      return c.json({ title: "Not for you." }, 401);
    }
    const { books, book } = deps;
    const movements = [
      ...[...books.sales.values()].flatMap(movementsOf),
      ...[...books.payouts.values()].map(payoutMovement),
    ];
    return answerCsv(c, dayCsv(movements, { day: c.req.param("day"), book, shape }));
  });
}
