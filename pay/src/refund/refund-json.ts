import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { lineSchema, moneyBodySchema, uuidSchema } from "#src/api-schemas.ts";
import type { PayerRefund } from "./payer-refund-queries.ts";
import {
  refundGrounds,
  refundStatuses,
  refundTransitions,
  surplusReasons,
} from "./refund-order.ts";
import type { RefundOrderRow } from "./refund-order-queries.ts";

const shownMoney = z.object({ amountMinor: z.string(), currency: currencySchema });

/** What `POST /v1/payments/{id}/refunds` takes. */
export const newRefundSchema = z
  .strictObject({
    amount: moneyBodySchema,
    reason: z.enum(refundGrounds),
    note: lineSchema(500),
  })
  .openapi("NewRefund");

const steps = refundTransitions.map(([from, event, to]) => `| ${from} | ${event} | ${to} |`);

export const refundSchema = z
  .object({
    id: uuidSchema,
    origin: z.enum(["biller", "surplus"]).openapi({
      description:
        "`biller`: asked for by the biller. `surplus`: taken beyond what was due, goes back by itself",
    }),
    /** Of a biller's refund. */
    paymentId: uuidSchema.optional(),
    billId: uuidSchema,
    chargeId: uuidSchema,
    amount: shownMoney,
    reason: z.enum([...refundGrounds, ...surplusReasons]),
    note: z.string().optional(),
    status: z.enum(refundStatuses).openapi({
      description: [
        "A biller's refund begins as `requested` and waits for a second person, or is approved at",
        "once; a surplus begins as `due`. `due` is with the rail; `refusedByRail` waits for the",
        "biller. Every step there is:\n",
        "| from | event | to |",
        "| --- | --- | --- |",
        ...steps,
      ].join("\n"),
    }),
    requestedAt: z.string(),
    decidedAt: z.string().optional(),
    decisionNote: z.string().optional(),
    returnedAt: z.string().optional(),
  })
  .openapi("Refund");

export const refundJson = (row: PayerRefund | RefundOrderRow): z.infer<typeof refundSchema> => ({
  id: row.id,
  origin: row.requested_by_kind === "gateway" ? "surplus" : "biller",
  ...(row.payment_id ? { paymentId: row.payment_id } : {}),
  billId: row.bill_id,
  chargeId: row.charge_id,
  amount: moneyToJson({ amountMinor: row.amount_minor, currency: row.currency }),
  reason: row.reason,
  ...(row.note ? { note: row.note } : {}),
  status: row.status,
  requestedAt: row.requested_at.toISOString(),
  ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
  ...(row.decision_note ? { decisionNote: row.decision_note } : {}),
  ...(row.returned_at ? { returnedAt: row.returned_at.toISOString() } : {}),
});
