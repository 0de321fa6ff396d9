import { createRoute, z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { codeSchema, json, problems, uuidSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Scope } from "#src/lane/scope.ts";
import { accountKinds } from "./account-kinds.ts";
import { accountCursorText, entryCursorText } from "./explorer-cursors.ts";
import { readAccountCursor, readEntryCursor } from "./explorer-cursors.ts";
import { findAccount, findBalance, findCause, findTransfer } from "./explorer-queries.ts";
import { listAccounts, listEntries, listTrialBalance } from "./explorer-queries.ts";
import { accountJson, accountSchema, balanceJson, entryJson, entrySchema } from "./ledger-json.ts";
import { transferJson, transferSchema, trialJson, trialSchema } from "./ledger-json.ts";

const pageRows = 100;

const momentSchema = z.iso
  .datetime({ offset: true })
  .optional()
  .openapi({ description: "As it was at the end of this instant; now without it" });
const cursorSchema = z.string().max(100).optional().openapi({
  description: "`next` of the page before",
});
const narrowing = {
  institution: codeSchema.optional(),
  kind: z.enum(accountKinds).optional(),
  currency: currencySchema.optional(),
  at: momentSchema,
  test: z.enum(["true"]).optional().openapi({ description: "The lanes of test bills instead" }),
};
const accountParams = z.object({
  institution: codeSchema,
  id: z.string().regex(/^\d{1,18}$/),
});
const next = { next: z.string().optional() };

export const listAccountsRoute = createRoute({
  method: "get",
  path: "/v1/ledger/accounts",
  tags: ["ledger"],
  summary: "Accounts and their balances, now or at any past moment",
  security: needs("ledger:read"),
  request: { query: z.object({ ...narrowing, after: cursorSchema }) },
  responses: {
    200: json(z.object({ accounts: z.array(accountSchema), ...next }), "Found"),
    ...problems(),
  },
});

export const getAccountRoute = createRoute({
  method: "get",
  path: "/v1/ledger/accounts/{institution}/{id}",
  tags: ["ledger"],
  summary: "One account and its balance",
  security: needs("ledger:read"),
  request: { params: accountParams, query: z.object({ at: momentSchema }) },
  responses: { 200: json(accountSchema, "Found"), ...problems(404) },
});

export const listEntriesRoute = createRoute({
  method: "get",
  path: "/v1/ledger/accounts/{institution}/{id}/entries",
  tags: ["ledger"],
  summary: "An account's transfers, the newest first",
  security: needs("ledger:read"),
  request: {
    params: accountParams,
    query: z.object({ at: momentSchema, after: cursorSchema }),
  },
  responses: {
    200: json(z.object({ entries: z.array(entrySchema), ...next }), "Found"),
    ...problems(404),
  },
});

export const getTransferRoute = createRoute({
  method: "get",
  path: "/v1/ledger/transfers/{institution}/{id}",
  tags: ["ledger"],
  summary: "A transfer's legs and what caused it",
  security: needs("ledger:read"),
  request: { params: z.object({ institution: codeSchema, id: uuidSchema }) },
  responses: { 200: json(transferSchema, "Found"), ...problems(404) },
});

export const getTrialBalanceRoute = createRoute({
  method: "get",
  path: "/v1/ledger/trial-balance",
  tags: ["ledger"],
  summary: "Debit and credit balances of every currency: the two are equal",
  security: needs("ledger:read"),
  request: { query: z.object(narrowing).omit({ kind: true }) },
  responses: { 200: json(z.object({ lines: z.array(trialSchema) }), "Found"), ...problems() },
});

const scopeOf = (query: {
  institution?: string | undefined;
  test?: "true" | undefined;
}): Scope => ({
  institution: query.institution,
  test: query.test === "true",
});

const momentOf = (at: string | undefined): Date | undefined =>
  at === undefined ? undefined : new Date(at);

/** The ledger for the treasury's systems: whoever holds `ledger:read` reads all institutions. */
export const addLedgerRoutes = (app: ApiApp, deps: PayDeps): void => {
  const { db } = deps;

  addRoute(app, listAccountsRoute, async (c) => {
    const { kind, currency, at, after, ...lane } = c.req.valid("query");
    const filter = { institution: undefined, kind, currency, at: momentOf(at) };
    const from = after === undefined ? undefined : readAccountCursor(after);
    if (after !== undefined && !from) return answerError(c, "pageUnknown");
    const page = { after: from, limit: pageRows + 1 };
    const rows = await listAccounts(db, scopeOf(lane), filter, page);
    const last = rows.length > pageRows ? rows[pageRows - 1] : undefined;
    const more = last
      ? { next: accountCursorText({ institution: last.institution_id, id: last.id }) }
      : {};
    return c.json({ accounts: rows.slice(0, pageRows).map(balanceJson), ...more }, 200);
  });
  addRoute(app, getAccountRoute, async (c) => {
    const { institution, id } = c.req.valid("param");
    const account = await findAccount(db, { institution, id: BigInt(id) });
    if (!account) return answerError(c, "accountUnknown");
    const balance = await findBalance(db, account, momentOf(c.req.valid("query").at));
    return c.json(accountJson(account, balance), 200);
  });
  addRoute(app, listEntriesRoute, async (c) => {
    const { institution, id } = c.req.valid("param");
    const { at, after } = c.req.valid("query");
    const account = await findAccount(db, { institution, id: BigInt(id) });
    if (!account) return answerError(c, "accountUnknown");
    const from = after === undefined ? undefined : readEntryCursor(after);
    if (after !== undefined && !from) return answerError(c, "pageUnknown");
    const rows = await listEntries(db, account, {
      at: momentOf(at),
      after: from,
      limit: pageRows + 1,
    });
    const last = rows.length > pageRows ? rows[pageRows - 1] : undefined;
    const more = last ? { next: entryCursorText(last) } : {};
    return c.json({ entries: rows.slice(0, pageRows).map(entryJson), ...more }, 200);
  });
  addRoute(app, getTransferRoute, async (c) => {
    const found = await findTransfer(db, c.req.valid("param"));
    if (!found) return answerError(c, "transferUnknown");
    const cause = await findCause(db, found.transfer);
    return c.json(transferJson(found.transfer, found.legs, cause), 200);
  });
  addRoute(app, getTrialBalanceRoute, async (c) => {
    const { currency, at, ...lane } = c.req.valid("query");
    const filter = { institution: undefined, kind: undefined, currency, at: momentOf(at) };
    const lines = await listTrialBalance(db, scopeOf(lane), filter);
    return c.json({ lines: lines.map(trialJson) }, 200);
  });
};
