import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { uuidSchema } from "#src/api-schemas.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { chargeStatuses } from "./charge.ts";

export const chargeSchema = z
  .object({
    id: uuidSchema,
    billId: uuidSchema,
    rail: z.string(),
    status: z.enum(chargeStatuses),
    amount: z.object({ amountMinor: z.string(), currency: currencySchema }),
    redirectUrl: z.string().optional(),
    failureReason: z.string().optional(),
    /** What its rail calls it. */
    railReference: z.string().optional(),
    /** Of a bill's part in an attempt at several bills: the attempt that the rail knows. */
    basketChargeId: uuidSchema.optional(),
    expiresAt: z.string(),
    createdAt: z.string(),
    capturedAt: z.string().optional(),
  })
  .openapi("Charge");

export const chargeJson = (charge: ChargeRow): z.infer<typeof chargeSchema> => ({
  id: charge.id,
  billId: charge.bill_id,
  rail: charge.rail,
  status: charge.status,
  amount: moneyToJson({ amountMinor: charge.amount_minor, currency: charge.currency }),
  ...(charge.redirect_url ? { redirectUrl: charge.redirect_url } : {}),
  ...(charge.failure_reason ? { failureReason: charge.failure_reason } : {}),
  ...(charge.rail_reference ? { railReference: charge.rail_reference } : {}),
  ...(charge.basket_charge_id ? { basketChargeId: charge.basket_charge_id } : {}),
  expiresAt: charge.expires_at.toISOString(),
  createdAt: charge.created_at.toISOString(),
  ...(charge.captured_at ? { capturedAt: charge.captured_at.toISOString() } : {}),
});
