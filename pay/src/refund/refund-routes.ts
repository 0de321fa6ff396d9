import { createRoute, z } from "@hono/zod-openapi";
import { randomUUID } from "node:crypto";
import { inTransaction } from "@gov/kit/db.ts";
import { ok } from "@gov/kit/result.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, jsonBody, keyHeaderSchema } from "#src/api-schemas.ts";
import { problems, uuidSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { findPaymentOfClient } from "#src/payment/payment-queries.ts";
import { requestRefund } from "./order-refund.ts";
import { newRefundSchema, refundJson, refundSchema } from "./refund-json.ts";
import { findRefundOfClient } from "./payer-refund-queries.ts";
import { listRefundOrders } from "./refund-order-queries.ts";

const params = z.object({ id: uuidSchema });

export const postRefundRoute = createRoute({
  method: "post",
  path: "/v1/payments/{id}/refunds",
  tags: ["refunds"],
  summary: "Asks for money of a payment to go back to its payer",
  description:
    "Within the biller's limit it goes at once; beyond it waits until a person of the biller approves it in the console.",
  security: needs("refunds:write"),
  request: { headers: keyHeaderSchema, params, body: jsonBody(newRefundSchema) },
  responses: { 201: json(refundSchema, "Asked for"), ...problems(404, 409, 422) },
});

export const listRefundsRoute = createRoute({
  method: "get",
  path: "/v1/payments/{id}/refunds",
  tags: ["refunds"],
  summary: "A payment's refunds, the oldest first",
  security: needs("payments:read"),
  request: { params },
  responses: {
    200: json(z.object({ refunds: z.array(refundSchema) }), "Found"),
    ...problems(404),
  },
});

export const getRefundRoute = createRoute({
  method: "get",
  path: "/v1/refunds/{id}",
  tags: ["refunds"],
  summary: "One refund, the biller's own or a surplus",
  security: needs("payments:read"),
  request: { params },
  responses: { 200: json(refundSchema, "Found"), ...problems(404) },
});

/** Refunds over the API: of the caller's own payments. */
export const addRefundRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, postRefundRoute, async (c) => {
    const { clientId } = c.get("caller");
    const payment = await findPaymentOfClient(deps.db, clientId, c.req.valid("param").id);
    if (!payment) return answerError(c, "paymentUnknown");
    const { amount, reason, note } = c.req.valid("json");
    const asked = {
      id: randomUUID(),
      payment,
      amount: { amountMinor: BigInt(amount.amountMinor), currency: amount.currency },
      ground: reason,
      note,
      by: { kind: "client", name: clientId },
    } as const;
    const answered = await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const order = await requestRefund(tx, asked);
        if (!order.ok) return order;
        const answer = jsonAnswer(201, refundJson(order.value));
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
    deps.kickOutbox();
    return answered;
  });
  addRoute(app, listRefundsRoute, async (c) => {
    const { clientId } = c.get("caller");
    const payment = await findPaymentOfClient(deps.db, clientId, c.req.valid("param").id);
    if (!payment) return answerError(c, "paymentUnknown");
    const orders = await listRefundOrders(deps.db, payment);
    return c.json({ refunds: orders.map(refundJson) }, 200);
  });
  addRoute(app, getRefundRoute, async (c) => {
    const { clientId } = c.get("caller");
    const refund = await findRefundOfClient(deps.db, clientId, c.req.valid("param").id);
    if (!refund) return answerError(c, "refundUnknown");
    return c.json(refundJson(refund), 200);
  });
};
