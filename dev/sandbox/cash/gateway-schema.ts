import { z } from "zod";
import { currencySchema } from "@gov/kit/money-schema.ts";

const text = z.object({ ar: z.string(), en: z.string() });

/** What the company's system reads of the gateway's answers. */
export const collectionSchema = z.object({
  id: z.uuid(),
  status: z.enum(["reserved", "confirmed", "cancelled", "expired", "refused", "voided"]),
  amount: z.object({ amountMinor: z.string().regex(/^\d{1,15}$/), currency: currencySchema }),
  description: text,
  slipNumber: z.string(),
  receiptNumber: z.string().optional(),
});
export type Collection = z.infer<typeof collectionSchema>;
export const collectionsSchema = z.object({ collections: z.array(collectionSchema).max(10) });
export const problemSchema = z.object({ type: z.string(), title: z.string() });
export type GatewayProblem = z.infer<typeof problemSchema>;
