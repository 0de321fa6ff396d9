import type { Kysely } from "kysely";
import { findAccountById } from "#src/account/account-queries.ts";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findStaffById } from "#src/staff/staff-queries.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whom a subject identifier names, among the people a client is for; suspended people are not. */
export const findPerson = async (
  db: Kysely<SsoDatabase>,
  audience: "citizens" | "staff",
  subject: string,
): Promise<Person | undefined> => {
  if (!uuid.test(subject)) return undefined;
  const person =
    audience === "citizens" ? await findAccountById(db, subject) : await findStaffById(db, subject);
  return person?.status === "active" ? person : undefined;
};
