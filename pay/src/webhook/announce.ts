import { randomUUID } from "node:crypto";
import type { Tx } from "@gov/kit/db.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RefundOrderRow } from "#src/refund/refund-order-queries.ts";
import { webhookOutboxKind, type WebhookMessage, type WebhookType } from "./webhook-message.ts";

/** One outbox row for each endpoint of the bill's client that wants this type. */
const announce = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
  message: Readonly<{
    type: WebhookType;
    status: WebhookMessage["data"]["status"];
    more?: Partial<WebhookMessage["data"]>;
  }>,
): Promise<void> => {
  const endpoints = await tx
    .selectFrom("webhook_endpoint")
    .select(["id", "event_types"])
    .where("client_id", "=", bill.client_id)
    .limit(20)
    .execute();
  const body: WebhookMessage = {
    type: message.type,
    timestamp: new Date().toISOString(),
    data: {
      billId: bill.id,
      billingNumber: bill.billing_number,
      reference: bill.reference,
      chargeId: charge.id,
      amount: moneyToJson(billAmount(bill)),
      rail: charge.rail,
      status: message.status,
      ...message.more,
    },
  };
  const messageId = `msg_${randomUUID().replaceAll("-", "")}`;
  for (const endpoint of endpoints) {
    if (!endpoint.event_types.includes(message.type)) continue;
    await addToOutbox(tx, webhookOutboxKind, { endpointId: endpoint.id, messageId, body });
  }
};

export const announcePaid = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
  more: Readonly<{ paidAt: string; receiptUrl: string }>,
): Promise<void> => announce(tx, bill, charge, { type: "bill.paid", status: "paid", more });

export const announceFailure = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
): Promise<void> => {
  const status =
    charge.status === "cancelled" || charge.status === "expired" ? charge.status : "failed";
  await announce(tx, bill, charge, { type: "charge.failed", status });
};

/** What the rail said to a biller's refund. */
export const announceRefund = async (
  tx: Tx<PayDatabase>,
  { bill, charge }: Readonly<{ bill: BillRow; charge: ChargeRow }>,
  order: RefundOrderRow,
  status: "returned" | "refused",
): Promise<void> =>
  announce(tx, bill, charge, {
    type: `refund.${status}`,
    status,
    more: {
      refundId: order.id,
      refundAmount: moneyToJson(billAmount(order)),
      refundReason: order.reason,
    },
  });
