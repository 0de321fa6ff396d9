import { z } from "zod";
import type { GatewayError } from "./gateway-errors.ts";

const currency = z.enum(["ILS", "USD", "JOD"]);
/** Amounts come as JSON numbers or as text. */
const amount = z.union([z.number().positive().transform(String), z.string().max(20)]);
const httpUrl = z.url({ protocol: /^https?$/ }).max(2_000);
export const orderIdSchema = z.string().regex(/^[\w.:-]{1,40}$/, "1 to 40 of A-Z a-z 0-9 _ . : -");

export const sessionSchema = z.object({
  apiOperation: z.literal("INITIATE_CHECKOUT"),
  checkoutMode: z.enum(["WEBSITE", "PAYMENT_LINK"]).default("WEBSITE"),
  interaction: z.object({
    operation: z.enum(["PURCHASE", "AUTHORIZE"]),
    merchant: z.object({ name: z.string().min(1).max(40) }),
    returnUrl: httpUrl,
    cancelUrl: httpUrl.optional(),
    redirectMerchantUrl: httpUrl.optional(),
    locale: z.string().max(10).default("ar"),
    timeout: z.number().int().min(60).max(604_800).default(1_800),
    retryAttemptCount: z.number().int().min(0).max(10).default(2),
  }),
  order: z.object({
    id: orderIdSchema,
    amount,
    currency,
    description: z.string().min(1).max(127),
    notificationUrl: httpUrl.optional(),
  }),
});
export type SessionRequest = z.infer<typeof sessionSchema>;

const card = z.object({
  number: z.string().regex(/^\d{12,19}$/),
  expiry: z.object({ month: z.string().regex(/^\d{1,2}$/), year: z.string().regex(/^\d{2}$/) }),
  securityCode: z.string().regex(/^\d{3,4}$/),
});
const charged = z.object({ amount, currency });

export const transactionSchema = z.discriminatedUnion("apiOperation", [
  z.object({
    apiOperation: z.enum(["PAY", "AUTHORIZE"]),
    order: charged.extend({
      description: z.string().max(127).default("Payment"),
      notificationUrl: httpUrl.optional(),
    }),
    sourceOfFunds: z.object({ type: z.literal("CARD"), provided: z.object({ card }) }),
  }),
  z.object({ apiOperation: z.literal("CAPTURE"), transaction: charged }),
  z.object({ apiOperation: z.literal("REFUND"), transaction: charged }),
  z.object({
    apiOperation: z.literal("VOID"),
    transaction: z.object({ targetTransactionId: orderIdSchema }),
  }),
]);
export type TransactionRequest = z.infer<typeof transactionSchema>;

/** The first thing wrong with a body, in the gateway's own form. */
export function gatewayError(error: z.ZodError): GatewayError {
  const issue = error.issues[0];
  const field = issue?.path.join(".") ?? "";
  const missing = issue?.code === "invalid_type" && issue.message.includes("undefined");
  return {
    status: 400,
    cause: "INVALID_REQUEST",
    field,
    explanation: `${field}: ${issue?.message ?? "not a request"}`,
    validationType: missing ? "MISSING" : "INVALID",
  };
}
