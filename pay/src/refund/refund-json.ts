import { z } from "@hono/zod-openapi";
import { currencySchema, moneyToJson } from "@gov/kit/money.ts";
import { lineSchema, moneyBodySchema, uuidSchema } from "#src/api-schemas.ts";
import { refundGrounds, refundStatuses } from "./refund-order.ts";
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

export const refundSchema = z
  .object({
    id: uuidSchema,
    paymentId: uuidSchema,
    billId: uuidSchema,
    amount: shownMoney,
    reason: z.enum(refundGrounds),
    note: z.string(),
    status: z.enum(refundStatuses).openapi({
      description:
        "`requested` waits for a second person; `due` is with the rail; `refusedByRail` waits for the biller",
    }),
    requestedAt: z.string(),
    decidedAt: z.string().optional(),
    decisionNote: z.string().optional(),
    returnedAt: z.string().optional(),
  })
  .openapi("Refund");

export const refundJson = (order: RefundOrderRow): z.infer<typeof refundSchema> => ({
  id: order.id,
  paymentId: order.payment_id,
  billId: order.bill_id,
  amount: moneyToJson({ amountMinor: order.amount_minor, currency: order.currency }),
  reason: order.reason,
  note: order.note,
  status: order.status,
  requestedAt: order.requested_at.toISOString(),
  ...(order.decided_at ? { decidedAt: order.decided_at.toISOString() } : {}),
  ...(order.decision_note ? { decisionNote: order.decision_note } : {}),
  ...(order.returned_at ? { returnedAt: order.returned_at.toISOString() } : {}),
});
