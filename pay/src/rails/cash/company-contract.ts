import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "#src/api-scopes.ts";
import { codeSchema, json, jsonBody, keyHeaderSchema } from "#src/api-schemas.ts";
import { lineSchema, moneyBodySchema, problems, textSchema } from "#src/api-schemas.ts";
import { agentCodeSchema, floatsSchema } from "./collection-json.ts";
import { depositStatuses } from "./deposit.ts";

const company = z.strictObject({
  name: textSchema(120),
  /** Under this name the company's people sign in. */
  institution: codeSchema,
  /** The machine client that speaks for it. */
  clientId: lineSchema(128),
  active: z.boolean().default(true),
});
const companyBody = company.openapi("CashCompanyBody");
const companySchema = company.extend({ code: codeSchema }).openapi("CashCompany");
const agent = z.strictObject({
  name: textSchema(120),
  place: textSchema(120),
  active: z.boolean().default(true),
  /** User names of who serves there. */
  clerks: z.array(lineSchema(100)).max(50).default([]),
});
const agentBody = agent.openapi("CashAgentBody");
const agentSchema = agent
  .extend({ company: codeSchema, code: agentCodeSchema })
  .openapi("CashAgent");
const personSchema = lineSchema(128).openapi({ description: "Who did it: two different people" });
const depositBody = z
  .strictObject({ amount: moneyBodySchema, recordedBy: personSchema })
  .openapi("CashDepositBody");
const decisionBody = z
  .strictObject({ decidedBy: personSchema, verdict: z.enum(["approved", "rejected"]) })
  .openapi("CashDepositDecision");
export const depositSchema = z
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
const common = {
  method: "put" as const,
  tags: ["cash companies"],
  security: needs("agents:write"),
};

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
  security: needs("agents:write"),
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
