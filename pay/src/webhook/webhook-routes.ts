import { createRoute, z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import { err, ok } from "@gov/kit/result.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, jsonBody, keyHeaderSchema, problems } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { checkEndpointUrl, findOwnEndpoint, mayAct } from "./endpoint-rules.ts";
import { deleteEndpoint, findEndpoint, listEndpoints } from "./webhook-queries.ts";
import { putEndpoint, rotateSecret } from "./webhook-queries.ts";
import { endpointBodySchema, endpointJson, endpointParams } from "./webhook-schemas.ts";
import { endpointSchema, rotationSchema } from "./webhook-schemas.ts";

const path = "/v1/webhook-endpoints/{id}";
const common = { tags: ["webhooks"], security: needs("webhooks:write") };

export const putEndpointRoute = createRoute({
  ...common,
  method: "put",
  path,
  summary: "Makes, replaces or enables again where a client hears of its bills",
  request: { headers: keyHeaderSchema, params: endpointParams, body: jsonBody(endpointBodySchema) },
  responses: {
    200: json(endpointSchema, "Replaced"),
    201: json(endpointSchema, "Made"),
    ...problems(409, 422),
  },
});

export const listEndpointsRoute = createRoute({
  ...common,
  method: "get",
  path: "/v1/webhook-endpoints",
  summary: "The caller's endpoints, and whether they work",
  responses: {
    200: json(z.object({ endpoints: z.array(endpointSchema) }), "Found"),
    ...problems(),
  },
});

export const getEndpointRoute = createRoute({
  ...common,
  method: "get",
  path,
  summary: "One endpoint",
  request: { params: endpointParams },
  responses: { 200: json(endpointSchema, "Found"), ...problems(404) },
});

export const deleteEndpointRoute = createRoute({
  ...common,
  method: "delete",
  path,
  summary: "Ends an endpoint; what is still on its way to it is dropped",
  request: { headers: keyHeaderSchema, params: endpointParams },
  responses: { 200: json(z.object({ id: z.string() }), "Ended"), ...problems(404, 409, 422) },
});

export const rotateSecretRoute = createRoute({
  ...common,
  method: "post",
  path: `${path}/rotate-secret`,
  summary: "Signs by a new secret, and for a time by the old one too",
  request: { headers: keyHeaderSchema, params: endpointParams, body: jsonBody(rotationSchema) },
  responses: { 200: json(endpointSchema, "Rotated"), ...problems(404, 409, 422) },
});

const addChanges = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, putEndpointRoute, async (c) => {
    const caller = c.get("caller");
    const { id } = c.req.valid("param");
    const { clientId = caller.clientId, description = "", ...body } = c.req.valid("json");
    const url = await checkEndpointUrl(deps, body.url);
    if (!url.ok) return answerError(c, url.error);
    const before = await findEndpoint(deps.db, id);
    const allowed = mayAct(caller, clientId) && (!before || mayAct(caller, before.client_id));
    if (!allowed) return answerError(c, "endpointOfAnother");
    return await answerOnce(c, { db: deps.db, clientId: caller.clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const put = await putEndpoint(tx, deps, { id, clientId, description, ...body });
        const row = await findEndpoint(tx, id);
        if (!row) throw new Error("an endpoint that was put is gone");
        const answer = jsonAnswer(put === "created" ? 201 : 200, endpointJson(row));
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
  addRoute(app, deleteEndpointRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db: deps.db, clientId }, async (held) => {
      const found = await findOwnEndpoint(deps, c.get("caller"), id);
      if (!found.ok) return found;
      return await inTransaction(deps.db, async (tx) => {
        await deleteEndpoint(tx, id);
        const answer = jsonAnswer(200, { id });
        await storeAnswer(tx, held, answer);
        return ok(answer);
      });
    });
  });
  addRoute(app, rotateSecretRoute, async (c) => {
    const { secret, overlapHours } = c.req.valid("json");
    const until = new Date(Date.now() + overlapHours * 3_600_000);
    const caller = c.get("caller");
    const { id } = c.req.valid("param");
    return await answerOnce(c, { db: deps.db, clientId: caller.clientId }, async (held) => {
      const found = await findOwnEndpoint(deps, caller, id);
      if (!found.ok) return found;
      return await inTransaction(deps.db, async (tx) => {
        const row = await rotateSecret(tx, deps, found.value, { secret, until });
        if (!row) return err("endpointUnknown");
        const answer = jsonAnswer(200, endpointJson(row));
        await storeAnswer(tx, held, answer);
        return ok(answer);
      });
    });
  });
};

export const addWebhookRoutes = (app: ApiApp, deps: PayDeps): void => {
  addChanges(app, deps);
  addRoute(app, listEndpointsRoute, async (c) => {
    const rows = await listEndpoints(deps.db, c.get("caller").clientId);
    return c.json({ endpoints: rows.map(endpointJson) }, 200);
  });
  addRoute(app, getEndpointRoute, async (c) => {
    const found = await findOwnEndpoint(deps, c.get("caller"), c.req.valid("param").id);
    return found.ok ? c.json(endpointJson(found.value), 200) : answerError(c, found.error);
  });
};
