import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { Officer } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { InboxView } from "./inbox.ts";

/** A line of the inbox or of a search: what is needed to choose, no more. */
export type InboxRow = Readonly<{
  caseId: string;
  reference: string;
  serviceTitle: Text;
  applicantName: Text;
  assignee: string | null;
  dueAt: Date | null;
  closed: boolean;
}>;

const titleOf = sql<Text>`(service_version.definition -> 'title')`;

/** Most rows a page of the inbox shows. */
export const inboxLimit = 50;

const openTasks = (db: Kysely<PortalDb>, officer: Officer, view: InboxView) => {
  let query = db
    .selectFrom("task")
    .innerJoin("government_case", (join) =>
      join
        .onRef("government_case.institution", "=", "task.institution")
        .onRef("government_case.id", "=", "task.case_id"),
    )
    .innerJoin("service_version", (join) =>
      join
        .onRef("service_version.service_code", "=", "government_case.service_code")
        .onRef("service_version.version", "=", "government_case.version"),
    )
    .where("task.institution", "=", officer.institution)
    .where("task.completed_at", "is", null)
    .where("task.paused_at", "is", null);
  if (!officer.roles.includes("supervisor")) {
    query = query.where("task.role", "in", [...officer.roles, ""]);
  }
  if (view === "mine") query = query.where("task.assignee", "=", officer.username);
  if (view === "free") query = query.where("task.assignee", "is", null);
  if (view === "late") query = query.where("task.due_at", "<", new Date());
  return query;
};

const columns = [
  "government_case.id as caseId",
  "government_case.reference",
  "government_case.applicant_name as applicantName",
  "task.assignee",
  "task.due_at as dueAt",
] as const;

/** Tasks this officer may do, due first comes first; and how many there are in all. */
export const findInbox = async (
  db: Kysely<PortalDb>,
  officer: Officer,
  view: InboxView,
  offset = 0,
): Promise<{ rows: InboxRow[]; total: number }> => {
  const query = openTasks(db, officer, view);
  const rows = await query
    .select(columns)
    .select(titleOf.as("serviceTitle"))
    .orderBy("task.due_at")
    .orderBy("task.id")
    .offset(offset)
    .limit(inboxLimit)
    .execute();
  const counted = await query
    .select((eb) => eb.fn.countAll<bigint>().as("total"))
    .executeTakeFirstOrThrow();
  return {
    rows: rows.map((row) => ({ ...row, closed: false })),
    total: Number(counted.total),
  };
};

/** The reference of the task due next that this officer holds or may take. */
export const findNextReference = async (
  db: Kysely<PortalDb>,
  officer: Officer,
): Promise<string | undefined> => {
  const row = await openTasks(db, officer, "open")
    .select("government_case.reference")
    .where((eb) =>
      eb.or([eb("task.assignee", "=", officer.username), eb("task.assignee", "is", null)]),
    )
    .orderBy("task.due_at")
    .orderBy("task.id")
    .limit(1)
    .executeTakeFirst();
  return row?.reference;
};

const maxFound = 20;

/** Requests of the officer's institution by reference or part of a name, open and closed. */
export const searchCases = async (
  db: Kysely<PortalDb>,
  officer: Officer,
  text: string,
): Promise<InboxRow[]> => {
  const part = `%${text.replace(/[%_\\]/g, "\\$&")}%`;
  return await db
    .selectFrom("government_case")
    .innerJoin("service_version", (join) =>
      join
        .onRef("service_version.service_code", "=", "government_case.service_code")
        .onRef("service_version.version", "=", "government_case.version"),
    )
    .leftJoin("task", (join) =>
      join
        .onRef("task.institution", "=", "government_case.institution")
        .onRef("task.case_id", "=", "government_case.id")
        .on("task.completed_at", "is", null),
    )
    .select(columns)
    .select(titleOf.as("serviceTitle"))
    .select(sql<boolean>`government_case.closed_at is not null`.as("closed"))
    .where("government_case.institution", "=", officer.institution)
    .where((eb) =>
      eb.or([
        eb("government_case.reference", "=", text.toUpperCase()),
        eb(sql<string>`government_case.applicant_name ->> 'ar'`, "ilike", part),
        eb(sql<string>`government_case.applicant_name ->> 'en'`, "ilike", part),
      ]),
    )
    .orderBy("government_case.updated_at", "desc")
    .limit(maxFound)
    .execute();
};
