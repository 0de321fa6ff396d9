import { createSessions, type Sessions } from "@gov/kit/session.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { sql, type Kysely } from "kysely";
import { z } from "zod";
import type { PortalDb } from "#src/db-types.ts";

export const citizenSessionSchema = z.object({
  kind: z.literal("citizen"),
  nationalId: z.string().regex(/^[0-9]{9}$/),
  name: z.object({ ar: z.string(), en: z.string() }),
  phone: z.string().optional(),
  /** ISO date. */
  dateOfBirth: z.iso.date().optional(),
  /** The level of sign-in, 1 to 3. */
  assurance: z.number().int().min(0).max(3),
  /** When the person last proved again that it is they, in milliseconds. */
  provedAt: z.number().optional(),
  /** Names the session at the sign-in service when signing out. */
  idToken: z.string(),
});

export type CitizenSession = z.infer<typeof citizenSessionSchema>;

export const citizenCookie = "portal_session";
const absoluteMs = 8 * 3_600_000;

export const createCitizenSessions = (
  db: Kysely<PortalDb>,
  options: Readonly<{ secure: boolean; idleMinutes: number }>,
): Sessions<CitizenSession> =>
  createSessions({
    db,
    cookie: citizenCookie,
    secure: options.secure,
    schema: citizenSessionSchema,
    idleMs: options.idleMinutes * 60_000,
    absoluteMs,
  });

/**
 * Whose session this browser had, though it has ended within a day: what they had just typed may
 * still be saved to their own draft. It opens nothing and shows nothing.
 */
export const findEndedOwner = async (
  db: Kysely<PortalDb>,
  c: Context,
): Promise<CitizenSession | undefined> => {
  const token = getCookie(c, citizenCookie);
  if (token?.length !== 43) return undefined;
  const { rows } = await sql<{ data: unknown }>`
    select data from session where id_hash = ${sha256(token)}
      and seen_at > now() - interval '1 day'`.execute(db);
  const parsed = citizenSessionSchema.safeParse(rows[0]?.data);
  return parsed.success ? parsed.data : undefined;
};

/** Deletes sessions unused for a day, at most `limit`. */
export const sweepSessions = async (db: Kysely<PortalDb>, limit: number): Promise<void> => {
  await sql`delete from session where id_hash in
    (select id_hash from session where seen_at < now() - interval '1 day' limit ${limit})`.execute(
    db,
  );
};
