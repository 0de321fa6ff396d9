import { createRoute, z } from "@hono/zod-openapi";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, problems } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { closePage, listQuery, nextCursorSchema, openPage } from "#src/list/list-page.ts";
import { listRefundsOfClient } from "./payer-refund-queries.ts";
import { refundJson, refundSchema } from "./refund-json.ts";
import { refundStatuses } from "./refund-order.ts";

export const listAllRefundsRoute = createRoute({
  method: "get",
  path: "/v1/refunds",
  tags: ["refunds"],
  summary: "Money that goes back to the payers of the caller's bills, newest first",
  security: needs("payments:read"),
  request: { query: z.object({ ...listQuery, status: z.enum(refundStatuses).optional() }) },
  responses: {
    200: json(z.object({ refunds: z.array(refundSchema), nextCursor: nextCursorSchema }), "Found"),
    ...problems(),
  },
});

export const addRefundListRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, listAllRefundsRoute, async (c) => {
    const { clientId } = c.get("caller");
    const page = openPage(deps, { clientId, list: "refunds", asked: c.req.valid("query") });
    if (!page.ok) return answerError(c, page.error);
    const { rows, ...more } = closePage(page.value, await listRefundsOfClient(deps.db, page.value));
    return c.json({ refunds: rows.map(refundJson), ...more }, 200);
  });
};
