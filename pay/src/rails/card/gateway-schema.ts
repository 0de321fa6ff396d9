import { z } from "zod";

/** The parts of Mastercard Gateway's answers (REST, version 100) that we read. */
export const checkoutSchema = z.object({
  result: z.literal("SUCCESS"),
  session: z.object({ id: z.string().min(1).max(64) }),
  successIndicator: z.string().min(1).max(64),
  paymentLink: z.object({ url: z.url({ protocol: /^https?$/ }).max(1_000) }),
});

const amount = z.number().nonnegative().max(1e13);
const result = z.string().max(40);

const cardSchema = z.object({
  brand: z.string().max(40).optional(),
  number: z.string().max(40).optional(),
});

export const transactionSchema = z.object({
  result,
  response: z.object({ gatewayCode: z.string().max(60) }),
  transaction: z.object({
    id: z.string().max(64),
    type: z.string().max(40),
    amount,
    currency: z.string().max(3),
  }),
});

export const orderSchema = z.object({
  id: z.string().max(64),
  amount,
  currency: z.string().max(3),
  status: z.string().max(60),
  result,
  totalCapturedAmount: amount,
  totalRefundedAmount: amount,
  chargeback: z.object({ amount, currency: z.string().max(3) }).optional(),
  sourceOfFunds: z.object({ provided: z.object({ card: cardSchema }).optional() }).optional(),
  transaction: z.array(transactionSchema).max(200).default([]),
});
export type GatewayOrder = z.infer<typeof orderSchema>;
export type GatewayTransaction = z.infer<typeof transactionSchema>;

export const gatewayErrorSchema = z.object({
  result: z.literal("ERROR"),
  error: z.object({
    cause: z.string().max(60),
    explanation: z.string().max(1_000).optional(),
    field: z.string().max(200).optional(),
  }),
});

/** What we keep of a checkout: its session, and a hash to compare the payer's return with. */
export const cardStateSchema = z.object({
  sessionId: z.string(),
  successIndicatorHash: z.string(),
});
