import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Actor } from "./directory.ts";
import { findEmployee, type Employee } from "./directory-queries.ts";

/** Who acts in the directory, and from where: a person at the office, or a system over SCIM. */
export type Acting = Readonly<{ address?: string | undefined; userAgent?: string | undefined }> &
  (
    | Readonly<{ kind: "person"; id: string; username: string }>
    | Readonly<{ kind: "directory"; clientId: string; institution: string }>
  );

/** What the audit is told of who acts. */
export const actingOrigin = (acting: Acting) => ({
  actor: acting.kind === "person" ? acting.username : acting.clientId,
  address: acting.address,
  userAgent: acting.userAgent,
});

/** What somebody is to an institution and an employee, by the roles they have at this moment. */
export const actorFor = async (
  db: Kysely<SsoDatabase>,
  acting: Acting,
  about: Pick<Employee, "institution"> & Readonly<{ id?: string }>,
): Promise<Actor> => {
  if (acting.kind === "directory") {
    return acting.institution === about.institution ? "directory" : "stranger";
  }
  if (acting.id === about.id) return "oneself";
  const person = await findEmployee(db, acting.id);
  const isAdministrator =
    person?.status === "active" &&
    person.institution === about.institution &&
    person.roles.includes("administrator");
  return isAdministrator ? "administrator" : "stranger";
};
