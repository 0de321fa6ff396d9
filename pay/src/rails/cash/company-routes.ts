import { createRoute, z } from "@hono/zod-openapi";
import { requireScope, type TokenVerifier } from "@gov/kit/access-token.ts";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { ApiError } from "#src/api-errors.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { bearer, codeSchema, json, jsonBody, keyHeaderSchema } from "#src/api-schemas.ts";
import { lineSchema, moneyBodySchema, problems, textSchema } from "#src/api-schemas.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import type { Cash } from "./cash-context.ts";
import { agentCodeSchema, floatsSchema } from "./collection-json.ts";
import { findCompany, isClerkTaken, isCompanyTaken, listFloats } from "./company-queries.ts";
import { putAgent, putCompany } from "./company-queries.ts";
import { depositStatuses, type DepositRow } from "./deposit.ts";
import { decideOnDeposit, recordDeposit } from "./deposit-queries.ts";

const companyBody = z
  .strictObject({
    name: textSchema(120),
    /** Under this name the company's people sign in. */
    institution: codeSchema,
    /** The machine client that speaks for it. */
    clientId: z.string().min(1).max(128),
    active: z.boolean().default(true),
  })
  .openapi("CashCompanyBody");
const companySchema = companyBody.extend({ code: codeSchema }).openapi("CashCompany");
const agentBody = z
  .strictObject({
    name: textSchema(120),
    place: textSchema(120),
    active: z.boolean().default(true),
    /** User names of who serves there. */
    clerks: z.array(lineSchema(100)).max(50).default([]),
  })
  .openapi("CashAgentBody");
const agentSchema = agentBody
  .extend({ company: codeSchema, code: agentCodeSchema })
  .openapi("CashAgent");
const personSchema = lineSchema(128).openapi({ description: "Who did it: two different people" });
const depositBody = z
  .strictObject({ amount: moneyBodySchema, recordedBy: personSchema })
  .openapi("CashDepositBody");
const decisionBody = z
  .strictObject({ decidedBy: personSchema, verdict: z.enum(["approved", "rejected"]) })
  .openapi("CashDepositDecision");
const depositSchema = z
  .object({
    company: codeSchema,
    reference: z.string(),
    amount: moneyBodySchema,
    status: z.enum(depositStatuses),
    recordedBy: z.string(),
    decidedBy: z.string().optional(),
  })
  .openapi("CashDeposit");

const companyParams = z.object({ code: codeSchema });
const depositParams = companyParams.extend({
  reference: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/),
});
const agentParams = companyParams.extend({ agent: agentCodeSchema });
const common = { method: "put" as const, tags: ["cash companies"], security: bearer };

export const putCompanyRoute = createRoute({
  ...common,
  path: "/v1/cash-companies/{code}",
  summary: "Makes or replaces a payment company",
  request: { headers: keyHeaderSchema, params: companyParams, body: jsonBody(companyBody) },
  responses: {
    200: json(companySchema, "Replaced"),
    201: json(companySchema, "Made"),
    ...problems(409, 422),
  },
});
export const putAgentRoute = createRoute({
  ...common,
  path: "/v1/cash-companies/{code}/agents/{agent}",
  summary: "Makes or replaces an agent of it, and who serves there",
  request: { headers: keyHeaderSchema, params: agentParams, body: jsonBody(agentBody) },
  responses: {
    200: json(agentSchema, "Replaced"),
    201: json(agentSchema, "Made"),
    ...problems(404, 409, 422),
  },
});
export const getCompanyFloatsRoute = createRoute({
  method: "get",
  tags: ["cash companies"],
  security: bearer,
  path: "/v1/cash-companies/{code}/floats",
  summary: "What the company paid in and may still collect",
  request: { params: companyParams },
  responses: { 200: json(floatsSchema, "By currency"), ...problems(404) },
});
export const putDepositRoute = createRoute({
  ...common,
  path: "/v1/cash-companies/{code}/deposits/{reference}",
  summary: "Records money that the company paid in; it counts when approved",
  request: { headers: keyHeaderSchema, params: depositParams, body: jsonBody(depositBody) },
  responses: { 200: json(depositSchema, "Recorded"), ...problems(404, 409, 422) },
});
export const putDecisionRoute = createRoute({
  ...common,
  path: "/v1/cash-companies/{code}/deposits/{reference}/decision",
  summary: "Another person approves or rejects it",
  request: { headers: keyHeaderSchema, params: depositParams, body: jsonBody(decisionBody) },
  responses: { 200: json(depositSchema, "Decided"), ...problems(404, 409, 422) },
});

const depositJson = (row: DepositRow): z.infer<typeof depositSchema> => ({
  company: row.company_code,
  reference: row.reference,
  amount: moneyToJson({ amountMinor: row.amount_minor, currency: row.currency }),
  status: row.status,
  recordedBy: row.recorded_by,
  ...(row.decided_by ? { decidedBy: row.decided_by } : {}),
});

/** Writes and stores the answer together; a clash with another row is an expected failure. */
const putOnce = async (
  cash: Cash,
  held: HeldKey,
  input: Readonly<{
    put: (tx: Tx<PayDatabase>) => Promise<boolean>;
    body: object;
    clash: (error: unknown) => ApiError | undefined;
  }>,
): Promise<Result<Answered, ApiError>> => {
  try {
    return await inTransaction(cash.pay.db, async (tx) => {
      const created = await input.put(tx);
      const answer = jsonAnswer(created ? 201 : 200, input.body);
      await storeAnswer(tx, held, answer);
      return ok(answer);
    });
  } catch (error) {
    const reason = input.clash(error);
    if (reason !== undefined) return err(reason);
    throw error;
  }
};

/** Payment companies, their agents and what they pay in; for the treasury's programs. */
export const addCompanyRoutes = (app: ApiApp, cash: Cash, verify: TokenVerifier): void => {
  const { db } = cash.pay;
  app.use("/v1/cash-companies/*", requireScope(verify, "agents:write"));
  const answerDeposit = async (
    held: HeldKey,
    done: Result<DepositRow, ApiError>,
  ): Promise<Result<Answered, ApiError>> => {
    if (!done.ok) return done;
    const answer = jsonAnswer(200, depositJson(done.value));
    await storeAnswer(db, held, answer);
    return ok(answer);
  };

  addRoute(app, putCompanyRoute, async (c) => {
    const company = { code: c.req.valid("param").code, ...c.req.valid("json") };
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db, clientId }, (held) =>
      putOnce(cash, held, {
        put: (tx) => putCompany(tx, company),
        body: company,
        clash: (error) => (isCompanyTaken(error) ? "companyTaken" : undefined),
      }),
    );
  });
  addRoute(app, putAgentRoute, async (c) => {
    const { code: companyCode, agent: code } = c.req.valid("param");
    if (!(await findCompany(db, companyCode))) return answerError(c, "companyUnknown");
    const body = c.req.valid("json");
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db, clientId }, (held) =>
      putOnce(cash, held, {
        put: (tx) => putAgent(tx, { companyCode, code, ...body }),
        body: { company: companyCode, code, ...body },
        clash: (error) => (isClerkTaken(error) ? "clerkTaken" : undefined),
      }),
    );
  });
  addRoute(app, getCompanyFloatsRoute, async (c) => {
    const { code } = c.req.valid("param");
    if (!(await findCompany(db, code))) return answerError(c, "companyUnknown");
    const lines = await listFloats(db, cash.treasury, code);
    const floats = lines.map(({ free, held }) => ({
      free: moneyToJson(free),
      held: moneyToJson(held),
    }));
    return c.json({ company: code, floats }, 200);
  });
  addRoute(app, putDepositRoute, async (c) => {
    const { code: companyCode, reference } = c.req.valid("param");
    if (!(await findCompany(db, companyCode))) return answerError(c, "companyUnknown");
    const { amount, recordedBy } = c.req.valid("json");
    const { clientId } = c.get("caller");
    const { currency } = amount;
    const input = {
      companyCode,
      reference,
      amount: { amountMinor: BigInt(amount.amountMinor), currency },
      person: recordedBy,
    };
    return await answerOnce(c, { db, clientId }, async (held) =>
      answerDeposit(held, await recordDeposit(cash, input)),
    );
  });
  addRoute(app, putDecisionRoute, async (c) => {
    const { code: companyCode, reference } = c.req.valid("param");
    const { decidedBy: person, verdict } = c.req.valid("json");
    const { clientId } = c.get("caller");
    const input = { companyCode, reference, person, verdict };
    return await answerOnce(c, { db, clientId }, async (held) =>
      answerDeposit(held, await decideOnDeposit(cash, input)),
    );
  });
};
