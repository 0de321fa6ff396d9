import { createRoute, z } from "@hono/zod-openapi";
import { currencySchema, moneyToJson } from "@gov/kit/money.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, problems, uuidSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { closePage, listQuery, nextCursorSchema, openPage } from "#src/list/list-page.ts";
import { listRefundsOfClient, type ListedRefund } from "./refund-list-queries.ts";

const refundStatuses = ["due", "returned", "refused"] as const;

const refundSchema = z
  .object({
    id: z.string(),
    billId: uuidSchema,
    chargeId: uuidSchema,
    reason: z.string(),
    amount: z.object({ amountMinor: z.string(), currency: currencySchema }),
    status: z.enum(refundStatuses),
    createdAt: z.string(),
    returnedAt: z.string().optional(),
  })
  .openapi("ListedRefund");

const refundJson = (row: ListedRefund): z.infer<typeof refundSchema> => ({
  id: row.position_id,
  billId: row.bill_id,
  chargeId: row.charge_id,
  reason: row.reason,
  amount: moneyToJson({ amountMinor: row.amount_minor, currency: row.currency }),
  status: row.status,
  createdAt: row.created_at.toISOString(),
  ...(row.returned_at ? { returnedAt: row.returned_at.toISOString() } : {}),
});

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
