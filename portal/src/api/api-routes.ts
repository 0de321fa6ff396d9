import { createRoute, z } from "@hono/zod-openapi";
import { requireScope, type Caller, type TokenVerifier } from "@gov/kit/access-token.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { cors } from "hono/cors";
import type { Kysely } from "kysely";
import { findCaseEvents, findCasesOfPerson, findOwnCase } from "#src/case/case-queries.ts";
import { eventTexts, nextText, stateText } from "#src/case/case-text.ts";
import type { GovernmentCase } from "#src/case/case.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import {
  applicationDetailSchema,
  applicationsSchema,
  meSchema,
  type ApplicationJson,
} from "./api-schemas.ts";

export type ApiDeps = Readonly<{
  db: Kysely<PortalDb>;
  verifyToken: TokenVerifier;
  publicUrl: string;
  /** The app's web address, which may call from a browser. */
  appUrl: string;
}>;

const refusals = {
  401: { description: "No valid access token (problem+json)" },
  403: { description: "The token lacks the scope, or is no person's (problem+json)" },
  404: { description: "Not one of this person's applications (problem+json)" },
} as const;

const get = <S extends z.ZodType>(path: string, schema: S, params?: z.ZodObject) =>
  createRoute({
    method: "get",
    path,
    security: [{ bearer: ["applications:read"] }],
    request: params ? { params } : {},
    responses: {
      200: { description: "As asked", content: { "application/json": { schema } } },
      ...refusals,
    },
  });

const reference = z.object({
  reference: z
    .string()
    .regex(/^[A-Za-z]{2,4}-\d{4}-\d{8}$/)
    .openapi({ example: "VL-2026-00041879" }),
});

const routes = {
  me: get("/api/v1/me", meSchema),
  list: get("/api/v1/me/applications", applicationsSchema),
  one: get("/api/v1/me/applications/{reference}", applicationDetailSchema, reference),
};

const toJson = (
  current: GovernmentCase,
  definition: ServiceDefinition,
  publicUrl: string,
): ApplicationJson => ({
  reference: current.reference,
  service: definition.title,
  state: current.state,
  stateText: stateText(definition, current),
  updatedAt: current.updatedAt.toISOString(),
  waitsForMe: current.waitsFor === "citizen",
  links: {
    page: `${publicUrl}/applications/${current.reference}`,
    ...(current.bill && !current.paidAt ? { pay: current.bill.payUrl } : {}),
    ...(current.receiptUrl ? { receipt: current.receiptUrl } : {}),
  },
});

const personRequired = (c: AppContext): Response =>
  problem(c, {
    status: 403,
    type: "person-required",
    title: { ar: "هذا للأشخاص لا للأنظمة.", en: "This is for people, not for systems." },
  });

const notFound = (c: AppContext): Response =>
  problem(c, {
    status: 404,
    type: "application-not-found",
    title: { ar: "لا نجد هذا الطلب بين طلباتك.", en: "This is not one of your applications." },
  });

const nationalIdOf = (c: AppContext): string | undefined => {
  const caller: unknown = c.get("caller" as never);
  return (caller as Caller | undefined)?.nationalId;
};

/** The portal's API for the app: what the signed-in person has under way. */
export const addApi = (app: HttpApp, deps: ApiDeps): void => {
  const { db, publicUrl } = deps;
  app.use(
    "/api/*",
    cors({
      origin: deps.appUrl,
      allowMethods: ["GET"],
      allowHeaders: ["authorization", "accept-language"],
      maxAge: 600,
    }),
  );
  app.use("/api/*", requireScope(deps.verifyToken, "applications:read"));

  app.openapi(routes.me, async (c) => {
    const nationalId = nationalIdOf(c);
    if (!nationalId) return personRequired(c);
    const cases = await findCasesOfPerson(db, nationalId);
    const waitsForMe = cases.filter(({ waitsFor }) => waitsFor === "citizen").length;
    return c.json({ nationalId, waitsForMe });
  });

  app.openapi(routes.list, async (c) => {
    const nationalId = nationalIdOf(c);
    if (!nationalId) return personRequired(c);
    const cases = await findCasesOfPerson(db, nationalId);
    const applications: ApplicationJson[] = [];
    for (const current of cases) {
      const definition = await loadDefinition(db, current.serviceCode, current.version);
      applications.push(toJson(current, definition, publicUrl));
    }
    return c.json({ applications });
  });

  app.openapi(routes.one, async (c) => {
    const nationalId = nationalIdOf(c);
    if (!nationalId) return personRequired(c);
    const asked = (c.req.param("reference") ?? "").toUpperCase();
    const current = await findOwnCase(db, { nationalId, reference: asked });
    if (!current) return notFound(c);
    const definition = await loadDefinition(db, current.serviceCode, current.version);
    const events = await findCaseEvents(db, current, { internal: false });
    const next = nextText(definition, current);
    return c.json({
      ...toJson(current, definition, publicUrl),
      ...(next ? { next } : {}),
      timeline: events.map(({ kind, at }) => ({
        kind,
        at: at.toISOString(),
        text: eventTexts[kind],
      })),
    });
  });
};
