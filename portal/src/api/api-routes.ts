import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { requireScope, type TokenVerifier } from "@gov/kit/access-token.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import { refuseInvalid } from "@gov/kit/validation.ts";
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { findCaseEvents, findCasesOfPerson, findOwnCase } from "#src/case/case-queries.ts";
import { parseReference } from "#src/case/reference.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { findDocumentsOfCase, findDocumentsOfPerson } from "#src/documents/document-queries.ts";
import { applicationDetailJson, applicationJson } from "./application-json.ts";
import { json, refusals, refused, security, type ApiEnv } from "./api-parts.ts";
import { applicationDetailSchema, applicationSchema, meSchema } from "./api-schemas.ts";
import { addCatalogueApi } from "./catalogue-routes.ts";
import { addDataUseApi } from "./data-use-routes.ts";
import { addDocumentsApi } from "./documents-routes.ts";
import { addVerifyApi } from "./verify-routes.ts";

export const getMeRoute = createRoute({
  method: "get",
  path: "/api/v1/me",
  summary: "Who the person is here, and how much waits for them",
  security,
  responses: { 200: json(meSchema, "The person"), ...refusals },
});

export const listApplicationsRoute = createRoute({
  method: "get",
  path: "/api/v1/me/applications",
  summary: "The person's applications, the last changed first",
  security,
  responses: {
    200: json(z.object({ applications: z.array(applicationSchema) }), "Found"),
    ...refusals,
  },
});

export const getApplicationRoute = createRoute({
  method: "get",
  path: "/api/v1/me/applications/{reference}",
  summary: "One application with its timeline and documents",
  security,
  request: { params: z.object({ reference: z.string().min(1).max(64) }) },
  responses: {
    200: json(applicationDetailSchema, "Found"),
    404: refused("Not an application of this person"),
    ...refusals,
  },
});

/** Only for people: a machine's token names nobody. */
const forPerson: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { nationalId } = c.get("caller");
  if (nationalId === undefined) {
    return problem(c, {
      status: 403,
      type: "person-required",
      title: { ar: "هذا لمن دخل بحسابه.", en: "This is for a person who signed in." },
    });
  }
  c.set("nationalId", nationalId);
  return await next();
};

/**
 * `/api/v1/me…`: what the app shows, for the person whose access token it carries; beside it what
 * anyone may ask.
 */
export const addApi = (app: HttpApp, deps: PortalDeps, verify: TokenVerifier): void => {
  const { db, catalogue, config } = deps;
  const api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  api.use(
    "/api/*",
    cors({
      origin: new URL(config.HUKUMATI_URL).origin,
      allowMethods: ["GET"],
      allowHeaders: ["authorization", "accept-language", "if-none-match"],
      exposeHeaders: ["etag"],
      maxAge: 600,
    }),
  );
  api.use("/api/v1/me", requireScope(verify, "applications:read"), forPerson);
  api.use("/api/v1/me/*", requireScope(verify, "applications:read"), forPerson);

  api.openapi(getMeRoute, async (c) => {
    const nationalId = c.get("nationalId");
    const [cases, documents] = await Promise.all([
      findCasesOfPerson(db, nationalId),
      findDocumentsOfPerson(db, nationalId),
    ]);
    const waitingForMe = cases.filter(({ waitsFor }) => waitsFor === "citizen").length;
    return c.json({ nationalId, waitingForMe, documents: documents.length }, 200);
  });

  api.openapi(listApplicationsRoute, async (c) => {
    const cases = await findCasesOfPerson(db, c.get("nationalId"));
    const applications = await Promise.all(
      cases.map(async (current) => {
        const definition = await loadDefinition(db, current.serviceCode, current.version);
        return applicationJson(config.PUBLIC_URL, definition, current);
      }),
    );
    return c.json({ applications }, 200);
  });

  api.openapi(getApplicationRoute, (async (c: Parameters<typeof problem>[0]) => {
    const reference = parseReference(c.req.param("reference") ?? "");
    const nationalId: string = c.get("nationalId");
    const current = reference && (await findOwnCase(db, { nationalId, reference }));
    if (!current) {
      return problem(c, {
        status: 404,
        type: "unknown-application",
        title: { ar: "لا طلب لك بهذا الرقم.", en: "You have no application by this reference." },
      });
    }
    const [definition, events, documents] = await Promise.all([
      loadDefinition(db, current.serviceCode, current.version),
      findCaseEvents(db, current, { internal: false }),
      findDocumentsOfCase(db, current),
    ]);
    const institution = institutionName(catalogue, current.institution);
    const more = { institution, events, documents };
    return c.json(applicationDetailJson(config.PUBLIC_URL, definition, current, more));
    // The library wants every answer typed by status; problems are plain responses.
  }) as never);

  addDocumentsApi(api, deps);
  addDataUseApi(api, deps);
  addCatalogueApi(api, deps);
  addVerifyApi(api, deps);
  app.route("/", api as unknown as HttpApp);
};
