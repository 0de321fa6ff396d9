import { createSessions, type Sessions } from "@gov/kit/session.ts";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Officer } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";

const staffSessionSchema = z.object({
  kind: z.literal("staff"),
  username: z.string(),
  name: z.object({ ar: z.string(), en: z.string() }),
  institution: z.string(),
  roles: z.array(z.string()),
  idToken: z.string(),
});

export type StaffSession = z.infer<typeof staffSessionSchema>;

const absoluteMs = 10 * 3_600_000;

/** Sessions of institutions' staff: their own cookie, beside a citizen's in the same browser. */
export const createStaffSessions = (
  db: Kysely<PortalDb>,
  options: Readonly<{ secure: boolean; idleMinutes: number }>,
): Sessions<StaffSession> =>
  createSessions({
    db,
    cookie: "office_session",
    secure: options.secure,
    schema: staffSessionSchema,
    idleMs: options.idleMinutes * 60_000,
    absoluteMs,
  });

const claimsSchema = z.looseObject({
  username: z.string().min(1).max(100),
  institution: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  roles: z.array(z.string().max(40)).max(20),
  name: z.string().min(1).max(300),
  "name#en": z.string().max(300).optional(),
});

/** The official of a sign-in, or undefined when the sign-in is not an official's. */
export const staffSessionFrom = (claims: unknown, idToken: string): StaffSession | undefined => {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return undefined;
  const { username, institution, roles, name } = parsed.data;
  return {
    kind: "staff",
    username,
    institution,
    roles,
    name: { ar: name, en: parsed.data["name#en"] ?? name },
    idToken,
  };
};

/** Roles of people who work on requests or on the services themselves; payment companies' agents have none of them. */
const caseRoles = ["officer", "supervisor", "administrator"];
const officeRoles = [...caseRoles, "designer"];

/** Whether the office is this person's place of work. */
export const worksHere = ({ roles }: StaffSession): boolean =>
  roles.some((role) => officeRoles.includes(role));

/** Whether people's requests are this person's work; whoever only designs services sees none. */
export const seesCases = ({ roles }: Pick<StaffSession, "roles">): boolean =>
  roles.some((role) => caseRoles.includes(role));

export const officerOf = (session: StaffSession): Officer => ({
  username: session.username,
  name: session.name,
  institution: session.institution,
  roles: session.roles,
});
