import { z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import type { Kysely } from "kysely";
import { callerOf, put } from "#src/admin/put-routes.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { nameSchema } from "#src/client/client.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { staffRoles } from "#src/staff/staff-role.ts";
import { putInstitution } from "./institution-queries.ts";

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

const route = put({
  path: "/admin/v1/institutions/{code}",
  scope: "staff:write",
  summary: "Register or update an institution whose employees sign in",
  params: z.object({ code }),
  body: z.strictObject({
    name: nameSchema,
    /** The roles that it may hand out to its employees. */
    roles: z
      .array(z.enum(staffRoles))
      .min(1)
      .max(staffRoles.length)
      .refine((roles) => new Set(roles).size === roles.length),
    /** In a closed one nobody joins any more. */
    status: z.enum(["active", "closed"]).default("active"),
  }),
  answer: z.object({ code: z.string() }),
});

/** `PUT /admin/v1/institutions/{code}`. */
export const addInstitutionRoute = (
  app: HttpApp,
  { db }: Readonly<{ db: Kysely<SsoDatabase> }>,
): void => {
  app.openapi(route, async (c) => {
    const institution = { ...c.req.valid("param"), ...c.req.valid("json") };
    const { created } = await inTransaction(db, async (tx) => {
      const stored = await putInstitution(tx, institution);
      await recordEvent(tx, {
        event: stored.created ? "institution.created" : "institution.updated",
        actor: callerOf(c).clientId,
        detail: { institution: institution.code, roles: institution.roles.join(" ") },
      });
      return stored;
    });
    return c.json({ code: institution.code }, created ? 201 : 200);
  });
};
