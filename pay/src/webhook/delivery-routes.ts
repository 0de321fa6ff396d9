import { createRoute, z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import {
  formSchema,
  json,
  jsonBody,
  keyHeaderSchema,
  problems,
  readMoment,
} from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { sendMessage } from "./deliver-webhook.ts";
import { findOwnEndpoint } from "./endpoint-rules.ts";
import { keepMessage, replayOne, replaySince } from "./message-queries.ts";
import { pingType } from "./webhook-message.ts";
import { listDeliveries, type EndpointRow } from "./webhook-queries.ts";
import { deliveryJson, deliverySchema, endpointParams, pingSchema } from "./webhook-schemas.ts";
import { replayedSchema, replaySchema } from "./webhook-schemas.ts";

const path = "/v1/webhook-endpoints/{id}";
const common = { tags: ["webhooks"], security: needs("webhooks:write") };

export const pingRoute = createRoute({
  ...common,
  method: "post",
  path: `${path}/ping`,
  summary: "Sends a test message now, disabled or not, and tells what came of it",
  request: { headers: keyHeaderSchema, params: endpointParams },
  responses: { 200: json(pingSchema, "Sent"), ...problems(404, 409, 422) },
});

export const replayRoute = createRoute({
  ...common,
  method: "post",
  path: `${path}/replay`,
  summary: "Sends one message, or all of a time, again: same id, same body",
  request: { headers: keyHeaderSchema, params: endpointParams, body: jsonBody(replaySchema) },
  responses: { 200: json(replayedSchema, "On its way"), ...problems(404, 409, 422) },
});

export const listDeliveriesRoute = createRoute({
  ...common,
  method: "get",
  path: `${path}/deliveries`,
  summary: "The delivery log, newest first; `before` is the last id of the page before",
  request: {
    params: endpointParams,
    query: z.object({
      before: formSchema(/^[0-9]{1,18}$/, {
        ar: "أرسل رقم آخر سطر في الصفحة السابقة كما هو.",
        en: "Send the id of the last line of the page before, as it is.",
      }).optional(),
    }),
  },
  responses: {
    200: json(z.object({ deliveries: z.array(deliverySchema) }), "Found"),
    ...problems(404),
  },
});

const ping = async (
  deps: PayDeps,
  held: HeldKey,
  endpoint: EndpointRow,
): Promise<Result<Answered, ApiError>> => {
  const timestamp = new Date().toISOString();
  const said = { type: pingType, timestamp, data: { endpointId: endpoint.id } };
  const message = await keepMessage(deps.db, endpoint.client_id, said);
  const { status, error, durationMs } = await sendMessage(deps, endpoint, message);
  const answer = jsonAnswer(200, {
    messageId: message.id,
    delivered: error === undefined,
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    durationMs,
  });
  await storeAnswer(deps.db, held, answer);
  return ok(answer);
};

const replay = async (
  deps: PayDeps,
  held: HeldKey,
  endpoint: EndpointRow,
  asked: z.infer<typeof replaySchema>,
): Promise<Result<Answered, ApiError>> => {
  if (endpoint.disabled_at) return err("endpointDisabled");
  const done = await inTransaction(deps.db, async (tx) => {
    const answered = async (body: object): Promise<Result<Answered, ApiError>> => {
      const answer = jsonAnswer(200, body);
      await storeAnswer(tx, held, answer);
      return ok(answer);
    };
    if ("messageId" in asked) {
      const sent = await replayOne(tx, endpoint, asked.messageId);
      return sent ? await answered({ queued: 1 }) : err("messageUnknown");
    }
    const until = asked.until === undefined ? new Date() : readMoment(asked.until);
    const { queued, more } = await replaySince(tx, endpoint, readMoment(asked.since), until);
    return await answered({ queued, ...(more ? { more: more.toISOString() } : {}) });
  });
  deps.kickOutbox();
  return done;
};

/** What was sent, what became of it, and sending it again. */
export const addDeliveryRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, pingRoute, async (c) => {
    const caller = c.get("caller");
    const { id } = c.req.valid("param");
    const once = { db: deps.db, clientId: caller.clientId };
    return await answerOnce(c, once, async (held) => {
      const found = await findOwnEndpoint(deps, caller, id);
      return found.ok ? await ping(deps, held, found.value) : found;
    });
  });
  addRoute(app, replayRoute, async (c) => {
    const caller = c.get("caller");
    const { id } = c.req.valid("param");
    const asked = c.req.valid("json");
    return await answerOnce(c, { db: deps.db, clientId: caller.clientId }, async (held) => {
      const found = await findOwnEndpoint(deps, caller, id);
      return found.ok ? await replay(deps, held, found.value, asked) : found;
    });
  });
  addRoute(app, listDeliveriesRoute, async (c) => {
    const found = await findOwnEndpoint(deps, c.get("caller"), c.req.valid("param").id);
    if (!found.ok) return answerError(c, found.error);
    const { before } = c.req.valid("query");
    const from = before === undefined ? undefined : BigInt(before);
    const rows = await listDeliveries(deps.db, found.value.id, from);
    return c.json({ deliveries: rows.map(deliveryJson) }, 200);
  });
};
