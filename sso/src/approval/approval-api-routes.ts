import { createRoute, type z } from "@hono/zod-openapi";
import { requireScope, type Caller, type TokenVerifier } from "@gov/kit/access-token.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import { calculateJwkThumbprint } from "jose";
import type { Context, MiddlewareHandler } from "hono";
import type { Kysely } from "kysely";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { parsePasskeyName } from "#src/passkey/passkey-name.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { isGrantLive } from "#src/protocol/grant-queries.ts";
import { addFactor, tellChange } from "#src/security/security.ts";
import { decide } from "./approval-step.ts";
import { listPending } from "./approval-queries.ts";
import { approvalAnswers, approvalParams, decisionBody, deviceBody } from "./approval-schemas.ts";
import { approvalProblems, approvalTexts } from "./approval-texts.ts";
import { findApprover, listApprovers, putApprover } from "./approver-queries.ts";
import type { Approver } from "./approver-queries.ts";

export type ApprovalDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  verifyToken: TokenVerifier;
}>;

/** How many apps a person may have. */
const most = 5;

const json = <S extends z.ZodType>(schema: S) => ({ "application/json": { schema } });
const needs = "Needs a citizen's DPoP-bound access token for urn:gov:sso with approvals.";
const refusals = {
  400: { description: "Not valid: each field is named" },
  401: { description: "No valid access token or proof, or the sign-in has ended" },
  403: { description: "The token lacks approvals, or is bound to another key" },
};

const routes = {
  device: createRoute({
    method: "put",
    path: "/approvals/v1/device",
    summary: "Let this app approve the person's sign-ins",
    description: `Idempotent. The token must be bound to the very key that is registered. ${needs}`,
    request: { body: { required: true, content: json(deviceBody) } },
    responses: {
      200: { description: "Renamed", content: json(approvalAnswers.device) },
      201: { description: "Registered", content: json(approvalAnswers.device) },
      409: { description: "The account has as many devices as it may" },
      ...refusals,
    },
  }),
  pending: createRoute({
    method: "get",
    path: "/approvals/v1/pending",
    summary: "List sign-ins that wait for the person's approval; at most one",
    description: needs,
    responses: {
      200: { description: "What waits", content: json(approvalAnswers.pending) },
      ...refusals,
    },
  }),
  decision: createRoute({
    method: "post",
    path: "/approvals/v1/pending/{id}/decision",
    summary: "Approve or refuse a sign-in; a wrong number refuses it",
    description: needs,
    request: {
      params: approvalParams,
      body: { required: true, content: json(decisionBody) },
    },
    responses: {
      200: { description: "Settled", content: json(approvalAnswers.decided) },
      404: { description: "Nothing with this id waits" },
      ...refusals,
    },
  }),
};

/** Who calls; `requireScope` has put it there. */
const callerOf = (c: Context): Caller =>
  (c as Context<{ Variables: { caller: Caller } }>).get("caller");

const refuse = (
  c: AppContext,
  status: 400 | 401 | 403 | 404 | 409,
  type: keyof typeof approvalProblems,
): Response =>
  problem(c, { status, type, title: approvalProblems[type] ?? { ar: type, en: type } });

const findCitizen = async ({ db }: ApprovalDeps, c: Context): Promise<Person | undefined> =>
  await findPerson(db, "citizens", callerOf(c).subject);

/** The registered app that holds the key of this token. */
const findCallingApprover = async (
  deps: ApprovalDeps,
  c: Context,
): Promise<Approver | "person" | "not-registered"> => {
  const person = await findCitizen(deps, c);
  if (!person) return "person";
  const thumbprint = callerOf(c).keyThumbprint ?? "";
  return (await findApprover(deps.db, person.id, thumbprint)) ?? "not-registered";
};

const addDeviceRoute = (app: HttpApp, deps: ApprovalDeps): void => {
  app.openapi(routes.device, async (c) => {
    const { name, publicKey } = c.req.valid("json");
    const person = await findCitizen(deps, c);
    if (!person) return refuse(c, 403, "person");
    const thumbprint = await calculateJwkThumbprint(publicKey, "sha256");
    if (callerOf(c).keyThumbprint !== thumbprint) return refuse(c, 403, "bound");
    const parsed = parsePasskeyName(name);
    const called = parsed.ok ? parsed.value : name.slice(0, 60);
    const stored = await addFactor(deps.db, person, async (tx) => {
      const known = await findApprover(tx, person.id, thumbprint);
      if (!known && (await listApprovers(tx, person.id)).length >= most) return undefined;
      const put = { personId: person.id, name: called, publicJwk: publicKey, thumbprint };
      const { id } = await putApprover(tx, put);
      if (!known) {
        const origin = { userAgent: c.req.header("user-agent") };
        const factor = approvalTexts.app;
        const change = { event: "approver.added", notice: "factor-added", origin, factor } as const;
        await tellChange(tx, person, change);
      }
      return { id, created: !known };
    });
    if (!stored) return refuse(c, 409, "too-many");
    return c.json({ id: stored.id }, stored.created ? 201 : 200);
  });
};

/** A token of before is good for minutes; who ended all their sessions must not wait for that. */
const requireLiveGrant =
  ({ db }: ApprovalDeps): MiddlewareHandler =>
  async (c, next) => {
    const { grant } = callerOf(c);
    if (grant !== undefined && (await isGrantLive(db, grant))) return await next();
    c.header("www-authenticate", 'DPoP error="invalid_token", algs="ES256"');
    return refuse(c, 401, "ended");
  };

/** The API by which the smartphone app approves sign-ins on other devices. */
export const addApprovalApiRoutes = (app: HttpApp, deps: ApprovalDeps): void => {
  app.use("/approvals/v1/*", requireScope(deps.verifyToken, "approvals"));
  app.use("/approvals/v1/*", requireLiveGrant(deps));
  addDeviceRoute(app, deps);

  app.openapi(routes.pending, async (c) => {
    const approver = await findCallingApprover(deps, c);
    if (typeof approver === "string") return refuse(c, 403, approver);
    const pending = await listPending(deps.db, approver.personId);
    const approvals = pending.map((one) => ({
      id: one.id,
      challenge: one.challenge,
      numbers: [...one.numbers],
      service: one.service,
      domain: one.domain,
      address: one.address?.replace(/\/\d+$/, "") ?? null,
      askedAt: one.askedAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
    }));
    return c.json({ approvals }, 200);
  });

  app.openapi(routes.decision, async (c) => {
    const approver = await findCallingApprover(deps, c);
    if (typeof approver === "string") return refuse(c, 403, approver);
    const { id } = c.req.valid("param");
    const decided = await decide(deps.db, approver, id, c.req.valid("json").decision);
    if (decided.ok) return c.json({ state: decided.value }, 200);
    return refuse(c, decided.error === "not-pending" ? 404 : 400, decided.error);
  });
};
