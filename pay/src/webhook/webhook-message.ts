import { z } from "zod";

export const webhookTypes = [
  "bill.paid",
  "bill.partlyPaid",
  "payment.reversed",
  "charge.failed",
  "refund.returned",
  "refund.refused",
] as const;
export type WebhookType = (typeof webhookTypes)[number];
export const webhookOutboxKind = "webhook";

const messageSchema = z.object({
  type: z.enum(webhookTypes),
  timestamp: z.string(),
  data: z.object({
    billId: z.string(),
    billingNumber: z.string(),
    reference: z.string(),
    chargeId: z.string(),
    amount: z.object({ amountMinor: z.string(), currency: z.enum(["ILS", "USD", "JOD"]) }),
    /** What was paid now; less than the bill's amount where it is paid in parts. */
    paid: z.object({ amountMinor: z.string(), currency: z.enum(["ILS", "USD", "JOD"]) }).optional(),
    /** What is still due after it. */
    due: z.object({ amountMinor: z.string(), currency: z.enum(["ILS", "USD", "JOD"]) }).optional(),
    rail: z.enum(["card", "esadad", "instant", "cash"]),
    status: z.enum([
      "paid",
      "partlyPaid",
      "reversed",
      "failed",
      "cancelled",
      "expired",
      "returned",
      "refused",
    ]),
    paidAt: z.string().optional(),
    receiptUrl: z.string().optional(),
    /** Of a test bill: no money moved. */
    test: z.literal(true).optional(),
    refundId: z.string().optional(),
    refundAmount: z
      .object({ amountMinor: z.string(), currency: z.enum(["ILS", "USD", "JOD"]) })
      .optional(),
    refundReason: z.string().optional(),
  }),
});

/** The body that a webhook endpoint is sent; the same bytes at every attempt. */
export type WebhookMessage = z.infer<typeof messageSchema>;

/** What an outbox row of kind `webhook` carries. */
export const webhookJobSchema = z.object({
  endpointId: z.string(),
  messageId: z.string(),
  body: messageSchema,
});
