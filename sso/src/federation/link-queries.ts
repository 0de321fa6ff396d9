import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { selectEmployees, type Employee } from "#src/directory/directory-queries.ts";
import type { InstitutionProvider } from "./provider.ts";

type Db = Kysely<SsoDatabase>;

/** Whom a subject of a provider was linked to. */
export const findLinked = async (
  db: Db,
  issuer: string,
  subject: string,
): Promise<Employee | undefined> =>
  await selectEmployees(db)
    .innerJoin("staff_link", "staff_link.staff_id", "staff.id")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();

const columns = {
  username: sql`username`,
  email: sql`lower(email)`,
  "external-id": sql`external_id`,
} as const;

/** The employee of an institution whom a provider names. */
export const findNamed = async (
  db: Db,
  { institution, matches }: Pick<InstitutionProvider, "institution" | "matches">,
  name: string,
): Promise<Employee | undefined> =>
  await selectEmployees(db)
    .where("institution", "=", institution)
    .where("staff.status", "<>", "left")
    .where(sql<boolean>`${columns[matches]} = ${name}`)
    .executeTakeFirst();

/** Links a subject to an employee. False where either is linked otherwise already. */
export const insertLink = async (
  tx: Db,
  link: Readonly<{ issuer: string; subject: string; staffId: string }>,
): Promise<boolean> => {
  const row = await tx
    .insertInto("staff_link")
    .values({ issuer: link.issuer, subject: link.subject, staff_id: link.staffId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("staff_id")
    .executeTakeFirst();
  return row !== undefined;
};
