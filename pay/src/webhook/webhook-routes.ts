import { createRoute, z } from "@hono/zod-openapi";
import { requireScope, type TokenVerifier } from "@gov/kit/access-token.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { ok } from "@gov/kit/result.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { bearer, json, jsonBody, keyHeaderSchema, lineSchema } from "#src/api-schemas.ts";
import { pageUrlSchema, problems } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { webhookTypes } from "./webhook-message.ts";
import { listDeliveries, putEndpoint } from "./webhook-queries.ts";

const params = z.object({ id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/) });

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. */
const secretSchema = z
  .string()
  .max(120)
  .refine((text) => {
    const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
    const { length } = Buffer.from(base64 ?? "", "base64");
    return length >= 24 && length <= 64;
  });
const endpointBodySchema = z
  .strictObject({
    url: pageUrlSchema,
    secret: secretSchema,
    clientId: lineSchema(128),
    eventTypes: z.array(z.enum(webhookTypes)).min(1).max(webhookTypes.length),
  })
  .openapi("WebhookEndpointBody");
const endpointSchema = endpointBodySchema
  .omit({ secret: true })
  .extend({ id: z.string() })
  .openapi("WebhookEndpoint");
const deliverySchema = z
  .object({
    id: z.string(),
    messageId: z.string(),
    eventType: z.string(),
    billId: z.string(),
    attempt: z.number().int(),
    status: z.number().int().optional(),
    error: z.string().optional(),
    durationMs: z.number().int(),
    at: z.string(),
  })
  .openapi("WebhookDelivery");

export const putEndpointRoute = createRoute({
  method: "put",
  path: "/v1/webhook-endpoints/{id}",
  tags: ["webhooks"],
  summary: "Makes or replaces where a client hears of its bills",
  security: bearer,
  request: { headers: keyHeaderSchema, params, body: jsonBody(endpointBodySchema) },
  responses: {
    200: json(endpointSchema, "Replaced"),
    201: json(endpointSchema, "Made"),
    ...problems(409, 422),
  },
});

export const listDeliveriesRoute = createRoute({
  method: "get",
  path: "/v1/webhook-endpoints/{id}/deliveries",
  tags: ["webhooks"],
  summary: "The delivery log, newest first; `before` is the last id of the page before",
  security: bearer,
  request: {
    params,
    query: z.object({
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
    }),
  },
  responses: {
    200: json(z.object({ deliveries: z.array(deliverySchema) }), "Found"),
    ...problems(),
  },
});

export const addWebhookRoutes = (app: ApiApp, deps: PayDeps, verify: TokenVerifier): void => {
  app.use("/v1/webhook-endpoints/*", requireScope(verify, "webhooks:write"));
  addRoute(app, putEndpointRoute, async (c) => {
    const { secret, ...shown } = { id: c.req.valid("param").id, ...c.req.valid("json") };
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const put = await putEndpoint(tx, deps, { ...shown, secret });
        const answer = jsonAnswer(put === "created" ? 201 : 200, shown);
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
  addRoute(app, listDeliveriesRoute, async (c) => {
    const { before } = c.req.valid("query");
    const from = before === undefined ? undefined : BigInt(before);
    const rows = await listDeliveries(deps.db, c.req.valid("param").id, from);
    const deliveries = rows.map((row) => ({
      id: String(row.id),
      messageId: row.message_id,
      eventType: row.event_type,
      billId: row.bill_id,
      attempt: row.attempt,
      ...(row.status === null ? {} : { status: row.status }),
      ...(row.error === null ? {} : { error: row.error }),
      durationMs: row.duration_ms,
      at: row.at.toISOString(),
    }));
    return c.json({ deliveries }, 200);
  });
};
