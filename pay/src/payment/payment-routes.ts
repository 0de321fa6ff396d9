import { createRoute, z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, problems, uuidSchema } from "#src/api-schemas.ts";
import { findBillOfClient } from "#src/bill/bill-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { railCodes } from "#src/rails/rail.ts";
import { findPaymentOfClient, listPaymentsOfBill, type PaymentRow } from "./payment-queries.ts";

const shownMoney = z.object({ amountMinor: z.string(), currency: currencySchema });
const paymentSchema = z
  .object({
    id: uuidSchema,
    billId: uuidSchema,
    chargeId: uuidSchema,
    rail: z.enum(railCodes),
    railReference: z.string().optional(),
    amount: shownMoney,
    /** What can still be refunded. */
    refundable: shownMoney,
    paidAt: z.string(),
    /** When its rail took it back. */
    reversedAt: z.string().optional(),
  })
  .openapi("Payment");

const paymentJson = (payment: PaymentRow): z.infer<typeof paymentSchema> => ({
  id: payment.id,
  billId: payment.bill_id,
  chargeId: payment.charge_id,
  rail: payment.rail,
  ...(payment.rail_reference ? { railReference: payment.rail_reference } : {}),
  amount: moneyToJson({ amountMinor: payment.amount_minor, currency: payment.currency }),
  refundable: moneyToJson({
    amountMinor: payment.reversed_at ? 0n : payment.amount_minor - payment.refunded_minor,
    currency: payment.currency,
  }),
  paidAt: payment.paid_at.toISOString(),
  ...(payment.reversed_at ? { reversedAt: payment.reversed_at.toISOString() } : {}),
});

export const getPaymentRoute = createRoute({
  method: "get",
  path: "/v1/payments/{id}",
  tags: ["payments"],
  summary: "The money that paid a bill",
  security: needs("payments:read"),
  request: { params: z.object({ id: uuidSchema }) },
  responses: { 200: json(paymentSchema, "Found"), ...problems(404) },
});

export const listPaymentsOfBillRoute = createRoute({
  method: "get",
  path: "/v1/bills/{id}/payments",
  tags: ["payments"],
  summary: "A bill's payments, the newest first: several where it is paid in parts",
  security: needs("payments:read"),
  request: { params: z.object({ id: uuidSchema }) },
  responses: {
    200: json(z.object({ payments: z.array(paymentSchema) }), "Found"),
    ...problems(404),
  },
});

export const addPaymentRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, getPaymentRoute, async (c) => {
    const { clientId } = c.get("caller");
    const payment = await findPaymentOfClient(deps.db, clientId, c.req.valid("param").id);
    return payment ? c.json(paymentJson(payment), 200) : answerError(c, "paymentUnknown");
  });
  addRoute(app, listPaymentsOfBillRoute, async (c) => {
    const bill = await findBillOfClient(deps.db, c.get("caller").clientId, c.req.valid("param").id);
    if (!bill) return answerError(c, "billUnknown");
    const payments = await listPaymentsOfBill(deps.db, bill);
    return c.json({ payments: payments.map(paymentJson) }, 200);
  });
};
