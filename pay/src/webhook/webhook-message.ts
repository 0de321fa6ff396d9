import { z } from "zod";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { railCodes } from "#src/rails/rail.ts";

/** Everything that a client can be told of. */
export const webhookTypes = [
  "bill.created",
  "bill.paid",
  "bill.partlyPaid",
  "bill.cancelled",
  "bill.expired",
  "charge.created",
  "charge.pending",
  "charge.captured",
  // The attempt ended without money: `status` says whether it failed, was cancelled or expired.
  "charge.failed",
  "charge.surplus",
  "charge.refunded",
  // Of a biller's refund and of a surplus alike; `status` is the refund's.
  "refund.created",
  "refund.approved",
  "refund.rejected",
  "refund.returned",
  "refund.refused",
  "refund.withdrawn",
  "payment.reversed",
  "upload.done",
  "upload.failed",
  "endpoint.disabled",
] as const;
export type WebhookType = (typeof webhookTypes)[number];
/** Sent only when it is asked for. */
export const pingType = "endpoint.ping" as const;
export const webhookOutboxKind = "webhook";

const amount = z.object({ amountMinor: z.string(), currency: currencySchema });

/** What a message about a bill says; which members it has depends on its type. */
export const billDataSchema = z.object({
  billId: z.string(),
  billingNumber: z.string(),
  reference: z.string(),
  billerCode: z.string(),
  amount,
  status: z.string(),
  /** What was paid now, and what is still due after it. */
  paid: amount.optional(),
  due: amount.optional(),
  chargeId: z.string().optional(),
  rail: z.enum(railCodes).optional(),
  failureReason: z.string().optional(),
  paidAt: z.string().optional(),
  receiptUrl: z.string().optional(),
  /** Of a test bill: no money moved. */
  test: z.literal(true).optional(),
  refundId: z.string().optional(),
  refundAmount: amount.optional(),
  refundReason: z.string().optional(),
});
export type BillData = z.infer<typeof billDataSchema>;

/** The body that an endpoint is sent; the same bytes at every attempt and every replay. */
export type WebhookMessage = Readonly<{
  type: WebhookType | typeof pingType;
  timestamp: string;
  data: object;
}>;

/** What an outbox row of kind `webhook` carries. */
export const webhookJobSchema = z.object({ endpointId: z.string(), messageId: z.string() });
