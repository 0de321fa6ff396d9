import { randomUUID } from "node:crypto";
import type { Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RefundOrderRow } from "#src/refund/refund-order-queries.ts";
import { webhookOutboxKind, type WebhookMessage, type WebhookType } from "./webhook-message.ts";

type News = Readonly<{
  bill: BillRow;
  charge: ChargeRow;
  type: WebhookType;
  status: WebhookMessage["data"]["status"];
  more?: Partial<WebhookMessage["data"]>;
}>;

const bodyOf = ({ bill, charge, type, status, more }: News): WebhookMessage => ({
  type,
  timestamp: new Date().toISOString(),
  data: {
    billId: bill.id,
    billingNumber: bill.billing_number,
    reference: bill.reference,
    chargeId: charge.id,
    amount: moneyToJson(billAmount(bill)),
    rail: charge.rail,
    status,
    ...(bill.live ? {} : { test: true as const }),
    ...more,
  },
});

/** One outbox row for each endpoint of each bill's client that wants this type. */
const announceAll = async (tx: Tx<PayDatabase>, news: readonly News[]): Promise<void> => {
  const clients = [...new Set(news.map(({ bill }) => bill.client_id))];
  const endpoints = await tx
    .selectFrom("webhook_endpoint")
    .select(["id", "client_id", "event_types"])
    .where("client_id", "in", clients)
    .orderBy("id")
    .execute();
  const rows = news.flatMap((one) => {
    const messageId = `msg_${randomUUID().replaceAll("-", "")}`;
    const body = bodyOf(one);
    return endpoints
      .filter((to) => to.client_id === one.bill.client_id && to.event_types.includes(one.type))
      .map((to) => ({ endpointId: to.id, messageId, body }));
  });
  const now = new Date();
  await insertRows(
    tx,
    "outbox",
    rows.map((payload) => ({
      kind: webhookOutboxKind,
      payload,
      attempts: 0,
      created_at: now,
      due_at: now,
    })),
  );
};

/** Bills that were paid now, in whole or in part; `bill` as it is after that. */
export const announcePaid = async (
  tx: Tx<PayDatabase>,
  paid: readonly Readonly<{
    bill: BillRow;
    charge: ChargeRow;
    paidMinor: bigint;
    paidAt: Date;
    receiptUrl: string;
  }>[],
): Promise<void> =>
  announceAll(
    tx,
    paid.map(({ bill, charge, paidMinor, paidAt, receiptUrl }) => {
      const { currency } = bill;
      const whole = bill.status === "paid";
      const more = {
        paidAt: paidAt.toISOString(),
        receiptUrl,
        paid: moneyToJson({ amountMinor: paidMinor, currency }),
        due: moneyToJson({ amountMinor: dueMinor(bill), currency }),
      };
      const type = whole ? "bill.paid" : "bill.partlyPaid";
      return { bill, charge, type, status: whole ? "paid" : "partlyPaid", more };
    }),
  );

export const announceReversed = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
): Promise<void> =>
  announceAll(tx, [{ bill, charge, type: "payment.reversed", status: "reversed" }]);

export const announceFailure = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
): Promise<void> => {
  const { status } = charge;
  const told = status === "cancelled" || status === "expired" ? status : "failed";
  await announceAll(tx, [{ bill, charge, type: "charge.failed", status: told }]);
};

/** What the rail said to a biller's refund. */
export const announceRefund = async (
  tx: Tx<PayDatabase>,
  { bill, charge }: Readonly<{ bill: BillRow; charge: ChargeRow }>,
  order: RefundOrderRow,
  status: "returned" | "refused",
): Promise<void> =>
  announceAll(tx, [
    {
      bill,
      charge,
      type: `refund.${status}`,
      status,
      more: {
        refundId: order.id,
        refundAmount: moneyToJson(billAmount(order)),
        refundReason: order.reason,
      },
    },
  ]);
