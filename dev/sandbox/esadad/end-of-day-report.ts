import { sign } from "node:crypto";
import type { Hono } from "hono";
import type { PartyEnv } from "../party.ts";
import { dayCsv } from "../reports/csv-file.ts";
import type { Movement } from "../reports/day-report.ts";
import type { ReportBook } from "../reports/report-faults.ts";
import type { Hub } from "./hub.ts";
import type { Payment } from "./hub-state.ts";
import { readBillerMessage } from "./mfep.ts";
import { takenBackStatus } from "./notice-xml.ts";

const shape = {
  headers: [
    "JOEBPPSTrx",
    "EntryRef",
    "EntryType",
    "Amount",
    "FeesOnBiller",
    "Currency",
    "STMTDate",
  ],
  totalKind: "Settlement",
};

function movementsOf(payment: Payment): Movement[] {
  const { trx, currency } = payment;
  const common = { order: trx, currency, feeMinor: 0n };
  const refunded = payment.refunds.reduce((sum, one) => sum + one.amountMinor, 0n);
  const back = payment.takenBackAt
    ? [
        {
          ...common,
          at: payment.takenBackAt,
          reference: `${trx}/reversal`,
          kind: takenBackStatus,
          returned: true,
          amountMinor: payment.paidMinor - refunded,
        },
      ]
    : [];
  return [
    {
      ...common,
      at: payment.at,
      reference: trx,
      kind: "PmtComplt",
      returned: false,
      amountMinor: payment.paidMinor,
      feeMinor: payment.feesOnBiller ? payment.feeMinor : 0n,
    },
    ...payment.refunds.map((one) => ({
      ...common,
      at: one.at,
      reference: one.ref,
      kind: "PmtRefund",
      returned: true,
      amountMinor: one.amountMinor,
    })),
    ...back,
  ];
}

/**
 * The hub's end-of-day report, asked for by a signed message and signed as a whole. No public
 * document describes one: assumed.
 */
export function mountEndOfDayReport(app: Hono<PartyEnv>, hub: Hub, book: ReportBook): void {
  app.post("/reports/EndOfDay", async (c) => {
    const message = readBillerMessage(hub.keys, await c.req.text());
    if (!message?.signed) return c.json({ title: "Invalid Signature" }, 401);
    const day = String(message.body?.Report?.Date ?? "");
    const movements = [...hub.state.payments.values()].flatMap(movementsOf);
    const text = dayCsv(movements, { day, book, shape });
    if (text === undefined) return c.json({ title: "There is no report of that day." }, 404);
    const signature = sign("sha256", Buffer.from(text), hub.keys.hubKey).toString("base64");
    const headers = { "content-type": "text/csv; charset=utf-8", "MFEP-Signature": signature };
    return c.body(text, 200, headers);
  });
}
