import { createRoute, z } from "@hono/zod-openapi";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, jsonBody, keyHeaderSchema } from "#src/api-schemas.ts";
import { problems, uuidSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { readKeyed, sendAnswered } from "#src/idempotency/keyed-routes.ts";
import { closePage, listQuery, nextCursorSchema, openPage } from "#src/list/list-page.ts";
import { billDetail, billDetailSchema } from "./bill-detail.ts";
import { billJson, billSchema, billStatuses, newBillSchema, toNewBill } from "./bill-json.ts";
import { listBills } from "./bill-list-queries.ts";
import { findBillOfClient } from "./bill-queries.ts";
import { cancelBill } from "./cancel-bill.ts";
import { makeBill } from "./make-bill.ts";

const params = z.object({ id: uuidSchema });

export const postBillRoute = createRoute({
  method: "post",
  path: "/v1/bills",
  tags: ["bills"],
  summary: "Makes a bill that its payer can pay once, over any rail",
  security: needs("bills:write"),
  request: { headers: keyHeaderSchema, body: jsonBody(newBillSchema) },
  responses: { 201: json(billSchema, "Made"), ...problems(409, 422) },
});

export const listBillsRoute = createRoute({
  method: "get",
  path: "/v1/bills",
  tags: ["bills"],
  summary: "The caller's bills, newest first",
  security: needs("bills:read"),
  request: { query: z.object({ ...listQuery, status: z.enum(billStatuses).optional() }) },
  responses: {
    200: json(z.object({ bills: z.array(billSchema), nextCursor: nextCursorSchema }), "Found"),
    ...problems(),
  },
});

export const getBillRoute = createRoute({
  method: "get",
  path: "/v1/bills/{id}",
  tags: ["bills"],
  summary: "One bill: what it is made of, what was paid, and every attempt",
  security: needs("bills:read"),
  request: { params },
  responses: { 200: json(billDetailSchema, "Found"), ...problems(404) },
});

export const cancelBillRoute = createRoute({
  method: "post",
  path: "/v1/bills/{id}/cancel",
  tags: ["bills"],
  summary: "Cancels a bill that nobody is paying",
  security: needs("bills:write"),
  request: { headers: keyHeaderSchema, params },
  responses: { 200: json(billSchema, "Cancelled"), ...problems(404, 409, 422) },
});

export const addBillRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, postBillRoute, async (c) => {
    const { clientId } = c.get("caller");
    const request = await readKeyed(c, clientId);
    if (!request.ok) return answerError(c, request.error);
    const bill = toNewBill(c.req.valid("json"));
    const made = await makeBill(deps, { request: request.value, bill });
    if (!made.ok) return answerError(c, made.error);
    return sendAnswered(c, made.value.answered, made.value.replayed);
  });
  addRoute(app, listBillsRoute, async (c) => {
    const { clientId } = c.get("caller");
    const page = openPage(deps, { clientId, list: "bills", asked: c.req.valid("query") });
    if (!page.ok) return answerError(c, page.error);
    const { rows, ...more } = closePage(page.value, await listBills(deps.db, page.value));
    return c.json({ bills: rows.map((row) => billJson(deps.publicUrl, row)), ...more }, 200);
  });
  addRoute(app, getBillRoute, async (c) => {
    const { id } = c.req.valid("param");
    const row = await findBillOfClient(deps.db, c.get("caller").clientId, id);
    if (!row) return answerError(c, "billUnknown");
    return c.json(await billDetail(deps.db, deps.publicUrl, row), 200);
  });
  addRoute(app, cancelBillRoute, async (c) => {
    const { clientId } = c.get("caller");
    const row = await findBillOfClient(deps.db, clientId, c.req.valid("param").id);
    if (!row) return answerError(c, "billUnknown");
    const key = { institutionId: row.institution_id, billId: row.id };
    return await answerOnce(c, { db: deps.db, clientId }, (held) => cancelBill(deps, held, key));
  });
};
