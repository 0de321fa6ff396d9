import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { railCodes } from "#src/rails/rail.ts";
import { codeSchema, uuidSchema } from "#src/api-schemas.ts";
import { payoutStatuses } from "./payout.ts";
import type { PayoutEventRow, PayoutRow } from "./payout-queries.ts";
import type { ContentLine } from "./payout-view-queries.ts";

const signed = z.string().openapi({ description: "Minor units; what was taken off is negative" });

export const payoutSchema = z
  .object({
    id: uuidSchema,
    institution: codeSchema.openapi({ description: "Who is paid" }),
    billerCode: codeSchema,
    lane: codeSchema.openapi({ description: "The institution whose bills it was collected for" }),
    amountMinor: z.string(),
    currency: currencySchema,
    iban: z.string(),
    endToEndId: z.string(),
    status: z.enum(payoutStatuses),
    reason: z.string().optional().openapi({ description: "The bank's code for not paying it" }),
    collectedFrom: z.string().optional().openapi({ description: "Absent on a biller's first" }),
    collectedUntil: z.string(),
    carriedMinor: signed.openapi({ description: "Carried over from before the period" }),
    heldMinor: z.string().openapi({ description: "Taken off or held back after the period" }),
    orderedAt: z.string(),
    paidAt: z.string().optional().openapi({ description: "When the bank booked it" }),
  })
  .openapi("SettlementPayout");

export const payoutJson = (row: PayoutRow): z.infer<typeof payoutSchema> => ({
  id: row.id,
  institution: row.institution_id,
  billerCode: row.biller_code,
  lane: row.lane,
  amountMinor: row.amount_minor.toString(),
  currency: row.currency,
  iban: row.iban,
  endToEndId: row.end_to_end_id,
  status: row.status,
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.from_at === null ? {} : { collectedFrom: row.from_at.toISOString() }),
  collectedUntil: row.cut_off_at.toISOString(),
  carriedMinor: row.carried_minor.toString(),
  heldMinor: row.held_minor.toString(),
  orderedAt: row.created_at.toISOString(),
  ...(row.paid_at === null ? {} : { paidAt: row.paid_at.toISOString() }),
});

export const payoutEventSchema = z.object({
  event: z.string(),
  at: z.string(),
  detail: z.string().optional().openapi({ description: "The bank's code or reference" }),
});

/** Who mended a payout is not told to programs. */
export const payoutEventJson = (row: PayoutEventRow): z.infer<typeof payoutEventSchema> => ({
  event: row.event,
  at: row.at.toISOString(),
  ...(row.detail === null || row.event === "ibanChanged" || row.event === "sameIban"
    ? {}
    : { detail: row.detail }),
});

export const contentSchema = z
  .object({
    transferId: uuidSchema,
    postedAt: z.string(),
    cause: z.string(),
    amountMinor: signed,
    billId: uuidSchema.optional(),
    billingNumber: z.string().optional(),
    reference: z.string().optional(),
    paymentId: uuidSchema.optional(),
    rail: z.enum(railCodes).optional(),
  })
  .openapi("SettlementPayoutPayment");

export const contentJson = (row: ContentLine): z.infer<typeof contentSchema> => ({
  transferId: row.id,
  postedAt: row.at,
  cause: row.kind,
  amountMinor: row.amount_minor.toString(),
  ...(row.bill_id === null ? {} : { billId: row.bill_id }),
  ...(row.billing_number === null ? {} : { billingNumber: row.billing_number }),
  ...(row.reference === null ? {} : { reference: row.reference }),
  ...(row.payment_id === null ? {} : { paymentId: row.payment_id }),
  ...(row.rail === null ? {} : { rail: row.rail }),
});
