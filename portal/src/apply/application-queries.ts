import { sql, type Kysely, type Selectable } from "kysely";
import type { Answers, Facts } from "#src/case/case.ts";
import type { ApplicationTable, PortalDb } from "#src/db-types.ts";
import type { Application, TypedPages } from "./application.ts";

const toApplication = (row: Selectable<ApplicationTable>): Application => ({
  id: row.id,
  nationalId: row.national_id,
  serviceCode: row.service_code,
  version: row.version,
  answers: row.answers,
  typed: row.typed,
  facts: row.facts,
  updatedAt: row.updated_at,
});

type Owner = Readonly<{ nationalId: string; serviceCode: string }>;

/** This person's open draft of a service. */
export const findApplication = async (
  db: Kysely<PortalDb>,
  { nationalId, serviceCode }: Owner,
): Promise<Application | undefined> => {
  const row = await db
    .selectFrom("application")
    .selectAll()
    .where("national_id", "=", nationalId)
    .where("service_code", "=", serviceCode)
    .where("case_reference", "is", null)
    .executeTakeFirst();
  return row && toApplication(row);
};

/** The open draft, begun now with this version of the service if there was none. */
export const openApplication = async (
  db: Kysely<PortalDb>,
  { nationalId, serviceCode, version }: Owner & Readonly<{ version: number }>,
): Promise<Application> => {
  await db
    .insertInto("application")
    .values({
      national_id: nationalId,
      service_code: serviceCode,
      version,
      answers: "{}",
      typed: "{}",
      facts: "{}",
      case_reference: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const found = await findApplication(db, { nationalId, serviceCode });
  if (!found) throw new Error("a draft just begun was not found");
  return found;
};

/** This person's drafts, the last changed first. */
export const findOpenApplications = async (
  db: Kysely<PortalDb>,
  nationalId: string,
): Promise<Application[]> => {
  const rows = await db
    .selectFrom("application")
    .selectAll()
    .where("national_id", "=", nationalId)
    .where("case_reference", "is", null)
    .orderBy("updated_at", "desc")
    .limit(50)
    .execute();
  return rows.map(toApplication);
};

/**
 * Saves what changed of a draft: new answers and typed pages beside those there, so that two tabs
 * lose nothing; `taken` is a page whose typed text has become answers.
 * A draft that was sent meanwhile stays as it was sent.
 */
export const saveApplication = async (
  db: Kysely<PortalDb>,
  id: string,
  change: Readonly<{ answers?: Answers; typed?: TypedPages; taken?: string; facts?: Facts }>,
): Promise<void> => {
  await db
    .updateTable("application")
    .set({
      ...(change.answers
        ? { answers: sql<string>`answers || ${JSON.stringify(change.answers)}::jsonb` }
        : {}),
      ...(change.typed
        ? { typed: sql<string>`typed || ${JSON.stringify(change.typed)}::jsonb` }
        : {}),
      ...(change.taken === undefined ? {} : { typed: sql<string>`typed - ${change.taken}::text` }),
      ...(change.facts ? { facts: JSON.stringify(change.facts) } : {}),
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .where("case_reference", "is", null)
    .execute();
};

/** Deletes a draft of this person with everything typed in it. */
export const discardApplication = async (
  db: Kysely<PortalDb>,
  { nationalId, serviceCode }: Owner,
): Promise<void> => {
  await db
    .deleteFrom("application")
    .where("national_id", "=", nationalId)
    .where("service_code", "=", serviceCode)
    .where("case_reference", "is", null)
    .execute();
};
