import type { Hono } from "hono";
import type { PartyEnv } from "../party.ts";
import { answerCsv, dayCsv } from "../reports/csv-file.ts";
import type { Movement } from "../reports/day-report.ts";
import type { ReportBook } from "../reports/report-faults.ts";
import type { Acquirer } from "./acquirer.ts";
import { base } from "./gateway-answers.ts";

const shape = {
  headers: ["order_id", "transaction_id", "type", "amount", "fee", "currency", "settlement_date"],
  totalKind: "SETTLEMENT",
};

/** What the acquirer settles: every movement of the cardholders' banks. */
export function settledMovements({ state }: Acquirer): Movement[] {
  return state.moves.map((move) => {
    const order = state.orders.get(move.orderId);
    const done = order?.transactions.find((one) => one.id === move.transactionId);
    return {
      at: move.at,
      order: move.orderId,
      reference: move.transactionId,
      kind: done?.kind ?? "PAYMENT",
      returned: move.direction === "returned",
      amountMinor: move.amountMinor,
      currency: move.currency,
      feeMinor: 0n,
    };
  });
}

/** The settlement file of a day, behind the merchant's credentials. */
export function mountSettlementReport(
  app: Hono<PartyEnv>,
  acquirer: Acquirer,
  book: ReportBook,
): void {
  app.get(`${base}/settlement/:day`, (c) => {
    const day = c.req.param("day");
    return answerCsv(c, dayCsv(settledMovements(acquirer), { day, book, shape }));
  });
}
