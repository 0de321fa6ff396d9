import { createRoute, z } from "@hono/zod-openapi";
import { requireScope, type TokenVerifier } from "@gov/kit/access-token.ts";
import { sqlState } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import type { Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import {
  putAccessRights,
  putMember,
  putPurpose,
  putService,
  putSubsystem,
} from "./admin-queries.ts";

export type AdminDeps = Readonly<{ db: Kysely<Database>; verifyToken: TokenVerifier }>;

const code = (max: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_.-]{1,${max}}$`));
const text = z.object({ ar: z.string().min(1).max(200), en: z.string().min(1).max(200) });
const identifier = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+){3,4}$/)
  .max(200);

const memberParams = z.object({ instance: code(20), class: code(20), code: code(40) });
const subsystemParams = memberParams.extend({ subsystem: code(60) });
const serviceParams = subsystemParams.extend({ service: code(60) });

const publicKeyJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().max(64),
  y: z.string().max(64),
});

const bodies = {
  member: z.object({ name: text }),
  subsystem: z.object({ name: text, publicKeyJwk: publicKeyJwk.optional() }),
  service: z.object({
    name: text.optional(),
    url: z.url({ protocol: /^https?$/ }).max(500),
    fields: z.array(z.string().min(1).max(100)).max(100),
    subjectFrom: z
      .string()
      .regex(/^(path|none|(query|response):[A-Za-z0-9_]{1,40})$/)
      .default("none"),
  }),
  accessRight: z.object({
    client: identifier,
    service: identifier,
    purposes: z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(50),
  }),
  purpose: z.object({ text, legalBasis: z.string().min(1).max(500) }),
};

const put = <P extends z.ZodObject, B extends z.ZodType>(path: string, params: P, body: B) =>
  createRoute({
    method: "put",
    path,
    request: {
      params,
      body: { required: true, content: { "application/json": { schema: body } } },
    },
    responses: {
      204: { description: "Stored" },
      400: { description: "Not valid" },
      401: { description: "No valid token" },
      403: { description: "The token lacks exchange:admin" },
      409: { description: "What this belongs to is not registered yet" },
    },
  });

const member = "/admin/v1/members/{instance}/{class}/{code}";

const routes = {
  member: put(member, memberParams, bodies.member),
  subsystem: put(`${member}/subsystems/{subsystem}`, subsystemParams, bodies.subsystem),
  service: put(
    `${member}/subsystems/{subsystem}/services/{service}`,
    serviceParams,
    bodies.service,
  ),
  accessRight: put("/admin/v1/access-rights", z.object({}), bodies.accessRight),
  purpose: put(
    "/admin/v1/purposes/{purpose}",
    z.object({ purpose: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
    bodies.purpose,
  ),
};

/** Stores, or says that the member, subsystem or purpose it belongs to is missing. */
const store = async (c: AppContext, work: () => Promise<void>): Promise<Response> => {
  try {
    await work();
    return c.body(null, 204);
  } catch (error) {
    if (sqlState(error) !== "23503") throw error;
    return problem(c, {
      status: 409,
      type: "parent-missing",
      title: {
        ar: "سجّل أولا الجهة أو النظام أو الغرض الذي يتبع له.",
        en: "Register the member, subsystem or purpose it belongs to first.",
      },
    });
  }
};

/** Who takes part and who may ask what: kept by the operator. */
export const addAdminRoutes = (app: HttpApp, { db, verifyToken }: AdminDeps): void => {
  app.use("/admin/*", requireScope(verifyToken, "exchange:admin"));
  const subsystemId = (p: z.infer<typeof subsystemParams>) => ({
    instance: p.instance,
    memberClass: p.class,
    memberCode: p.code,
    subsystemCode: p.subsystem,
  });
  app.openapi(routes.member, (c) => {
    const p = c.req.valid("param");
    const id = { instance: p.instance, memberClass: p.class, memberCode: p.code };
    return store(c, () => putMember(db, id, c.req.valid("json").name));
  });
  app.openapi(routes.subsystem, (c) =>
    store(c, () => putSubsystem(db, subsystemId(c.req.valid("param")), c.req.valid("json"))),
  );
  app.openapi(routes.service, (c) => {
    const p = c.req.valid("param");
    const body = c.req.valid("json");
    const name = body.name ?? { ar: p.service, en: p.service };
    const id = { ...subsystemId(p), serviceCode: p.service };
    return store(c, () => putService(db, id, { ...body, name }));
  });
  app.openapi(routes.accessRight, (c) => store(c, () => putAccessRights(db, c.req.valid("json"))));
  app.openapi(routes.purpose, (c) => {
    const { purpose } = c.req.valid("param");
    return store(c, () => putPurpose(db, { code: purpose, ...c.req.valid("json") }));
  });
};
