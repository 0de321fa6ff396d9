import { createRoute, z } from "@hono/zod-openapi";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { codeSchema, json, problems, uuidSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { entryCursorText, readEntryCursor } from "#src/ledger/explorer-cursors.ts";
import { payoutStatuses } from "./payout.ts";
import {
  contentJson,
  contentSchema,
  payoutEventJson,
  payoutEventSchema,
  payoutJson,
  payoutSchema,
} from "./payout-json.ts";
import { listPayoutEvents } from "./payout-queries.ts";
import { findPayout, listContents, listPayouts } from "./payout-view-queries.ts";

const pageRows = 100;
const everywhere = { institution: undefined, test: false };

const after = z.string().max(100).optional().openapi({ description: "`next` of the page before" });
const next = { next: z.string().optional() };
const params = z.object({ id: uuidSchema });

export const listPayoutsRoute = createRoute({
  method: "get",
  path: "/v1/payouts",
  tags: ["payouts"],
  summary: "What was paid out to billers, the newest first",
  security: needs("payouts:read"),
  request: {
    query: z.object({
      institution: codeSchema.optional(),
      billerCode: codeSchema.optional(),
      status: z.enum(payoutStatuses).optional(),
      after,
    }),
  },
  responses: {
    200: json(z.object({ payouts: z.array(payoutSchema), ...next }), "Found"),
    ...problems(),
  },
});

export const getPayoutRoute = createRoute({
  method: "get",
  path: "/v1/payouts/{id}",
  tags: ["payouts"],
  summary: "One payout and what happened to it",
  security: needs("payouts:read"),
  request: { params },
  responses: {
    200: json(payoutSchema.extend({ events: z.array(payoutEventSchema) }), "Found"),
    ...problems(404),
  },
});

export const listPayoutPaymentsRoute = createRoute({
  method: "get",
  path: "/v1/payouts/{id}/payments",
  tags: ["payouts"],
  summary: "What a payout is made of: payments, fees, refunds of its period, in order of time",
  security: needs("payouts:read"),
  request: { params, query: z.object({ after }) },
  responses: {
    200: json(z.object({ payments: z.array(contentSchema), ...next }), "Found"),
    ...problems(404),
  },
});

/** The rows that fit a page, and where the next one begins. */
const pageOf = <R extends Readonly<{ at: string; id: string }>>(
  rows: readonly R[],
): { shown: readonly R[]; more: { next?: string } } => {
  const shown = rows.slice(0, pageRows);
  const last = shown.at(-1);
  return { shown, more: rows.length > pageRows && last ? { next: entryCursorText(last) } : {} };
};

/** Payouts for the treasury's programs: whoever holds `payouts:read` reads all institutions'. */
export const addPayoutApiRoutes = (app: ApiApp, { db }: PayDeps): void => {
  addRoute(app, listPayoutsRoute, async (c) => {
    const { after: text, ...filter } = c.req.valid("query");
    const from = text === undefined ? undefined : readEntryCursor(text);
    if (text !== undefined && !from) return answerError(c, "pageUnknown");
    const { shown, more } = pageOf(
      await listPayouts(db, filter, { after: from, limit: pageRows + 1 }),
    );
    return c.json({ payouts: shown.map(payoutJson), ...more }, 200);
  });
  addRoute(app, getPayoutRoute, async (c) => {
    const payout = await findPayout(db, everywhere, c.req.valid("param").id);
    if (!payout) return answerError(c, "settlementPayoutUnknown");
    const events = await listPayoutEvents(db, payout.id);
    return c.json({ ...payoutJson(payout), events: events.map(payoutEventJson) }, 200);
  });
  addRoute(app, listPayoutPaymentsRoute, async (c) => {
    const { after: text } = c.req.valid("query");
    const from = text === undefined ? undefined : readEntryCursor(text);
    if (text !== undefined && !from) return answerError(c, "pageUnknown");
    const payout = await findPayout(db, everywhere, c.req.valid("param").id);
    if (!payout) return answerError(c, "settlementPayoutUnknown");
    const { shown, more } = pageOf(
      await listContents(db, payout, { after: from, limit: pageRows + 1 }),
    );
    return c.json({ payments: shown.map(contentJson), ...more }, 200);
  });
};
