import { createRoute, z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { codeSchema, json, problems, uuidSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { closePage, listQuery, nextCursorSchema, openPage } from "#src/list/list-page.ts";
import { railCodes } from "#src/rails/rail.ts";
import { receiptUrl } from "#src/receipt/receipt.ts";
import { listPayments, type ListedPayment } from "./payment-list-queries.ts";

const paymentSchema = z
  .object({
    id: uuidSchema,
    billId: uuidSchema,
    chargeId: uuidSchema,
    billerCode: codeSchema,
    reference: z.string(),
    billingNumber: z.string(),
    rail: z.enum(railCodes),
    railReference: z.string().optional(),
    amount: z.object({ amountMinor: z.string(), currency: currencySchema }),
    paidAt: z.string(),
    receiptUrl: z.string().optional(),
  })
  .openapi("ListedPayment");

const paymentJson = (publicUrl: string, row: ListedPayment): z.infer<typeof paymentSchema> => ({
  id: row.id,
  billId: row.bill_id,
  chargeId: row.charge_id,
  billerCode: row.biller_code,
  reference: row.reference,
  billingNumber: row.billing_number,
  rail: row.rail,
  ...(row.rail_reference === null ? {} : { railReference: row.rail_reference }),
  amount: moneyToJson({ amountMinor: row.amount_minor, currency: row.currency }),
  paidAt: row.paid_at.toISOString(),
  ...(row.receipt_number ? { receiptUrl: receiptUrl(publicUrl, row.receipt_number) } : {}),
});

export const listPaymentsRoute = createRoute({
  method: "get",
  path: "/v1/payments",
  tags: ["payments"],
  summary: "Money that paid the caller's bills, newest first; from and to are about paidAt",
  security: needs("payments:read"),
  request: { query: z.object({ ...listQuery, rail: z.enum(railCodes).optional() }) },
  responses: {
    200: json(
      z.object({ payments: z.array(paymentSchema), nextCursor: nextCursorSchema }),
      "Found",
    ),
    ...problems(),
  },
});

export const addPaymentListRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, listPaymentsRoute, async (c) => {
    const asked = c.req.valid("query");
    const { clientId } = c.get("caller");
    const page = openPage(deps, { clientId, list: "payments", asked });
    if (!page.ok) return answerError(c, page.error);
    const found = await listPayments(deps.db, page.value, asked.rail);
    const { rows, ...more } = closePage(page.value, found);
    return c.json({ payments: rows.map((row) => paymentJson(deps.publicUrl, row)), ...more }, 200);
  });
};
