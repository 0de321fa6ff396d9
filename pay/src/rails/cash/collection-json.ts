import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import {
  codeSchema,
  formSchema,
  moneyBodySchema,
  textSchema,
  uuidSchema,
} from "#src/api-schemas.ts";
import { lineSchema } from "#src/api-schemas.ts";
import { receiptUrl, maskName } from "#src/receipt/receipt.ts";
import { collectionAmount, collectionStatuses } from "./collection.ts";
import type { CollectionView } from "./collection-queries.ts";
import type { PayoutRow } from "./payout-queries.ts";

export const agentCodeSchema = formSchema(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, {
  ar: "اكتب رمز الوكيل: حتى 32 حرفا لاتينيا أو رقما أو . أو _ أو -.",
  en: "Write the agent's code: up to 32 Latin letters, digits, dots, underscores or hyphens.",
});
export const agentReferenceSchema = formSchema(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
  ar: "اكتب المرجع: حتى 64 حرفا لاتينيا أو رقما أو . أو _ أو -.",
  en: "Write the reference: up to 64 Latin letters, digits, dots, underscores or hyphens.",
}).openapi({ description: "The agent's own number: the same one again gives the same" });

export const newCollectionSchema = z
  .strictObject({
    agent: agentCodeSchema,
    reference: agentReferenceSchema,
    /** As typed or scanned. */
    billingNumber: z.string().min(1).max(100),
    amount: moneyBodySchema.optional(),
  })
  .openapi("NewCollection");
export const confirmSchema = z
  .strictObject({ agent: agentCodeSchema, amount: moneyBodySchema })
  .openapi("ConfirmCollection");
export const cancelSchema = z.strictObject({ agent: agentCodeSchema }).openapi("CancelCollection");
export const voidSchema = z
  .strictObject({ agent: agentCodeSchema, reason: lineSchema(200) })
  .openapi("VoidCollection");
export const payoutBodySchema = z
  .strictObject({
    agent: agentCodeSchema,
    reference: agentReferenceSchema,
    code: z.string().min(1).max(100),
    amount: moneyBodySchema,
  })
  .openapi("NewPayout");

const moneyOut = z.object({ amountMinor: z.string(), currency: currencySchema });

export const collectionSchema = z
  .object({
    id: uuidSchema,
    agent: z.string(),
    reference: z.string(),
    status: z.enum(collectionStatuses),
    billingNumber: z.string(),
    description: textSchema(200),
    biller: textSchema(120),
    /** First name and initials. */
    payer: z.string().optional(),
    amount: moneyOut,
    /** To be printed on the payer's slip; a refund is picked up with it. */
    slipNumber: z.string(),
    reservedAt: z.string(),
    expiresAt: z.string(),
    confirmedAt: z.string().optional(),
    endedAt: z.string().optional(),
    receiptNumber: z.string().optional(),
    receiptUrl: z.string().optional(),
  })
  .openapi("Collection");

export const collectionJson = (
  publicUrl: string,
  { row, bill, billerName, receiptNumber }: CollectionView,
): z.infer<typeof collectionSchema> => ({
  id: row.id,
  agent: row.agent_code,
  reference: row.agent_reference,
  status: row.status,
  billingNumber: row.billing_number,
  description: { ar: bill.description_ar, en: bill.description_en },
  biller: billerName,
  ...(bill.payer_name ? { payer: maskName(bill.payer_name) } : {}),
  amount: moneyToJson(collectionAmount(row)),
  slipNumber: row.slip_number,
  reservedAt: row.reserved_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  ...(row.confirmed_at ? { confirmedAt: row.confirmed_at.toISOString() } : {}),
  ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
  ...(receiptNumber ? { receiptNumber, receiptUrl: receiptUrl(publicUrl, receiptNumber) } : {}),
});

export const payoutSchema = z
  .object({
    id: uuidSchema,
    agent: z.string(),
    reference: z.string(),
    status: z.literal("paidOut"),
    amount: moneyOut,
    paidAt: z.string(),
  })
  .openapi("Payout");

export const payoutJson = (row: PayoutRow): z.infer<typeof payoutSchema> => ({
  id: row.id,
  agent: row.agent_code ?? "",
  reference: row.agent_reference ?? "",
  status: "paidOut",
  amount: { amountMinor: row.amount_minor.toString(), currency: row.currency },
  paidAt: (row.paid_at ?? row.created_at).toISOString(),
});

export const floatsSchema = z
  .object({
    company: codeSchema,
    floats: z.array(z.object({ free: moneyOut, held: moneyOut })),
  })
  .openapi("Floats");
