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
  /** Another institution's question about the request, where it is not our own request. */
  checkId: string | null;
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

/** Questions that other institutions put to this one. */
const openChecks = (db: Kysely<PortalDb>, officer: Officer, view: InboxView) => {
  let query = db
    .selectFrom("case_check")
    .innerJoin("government_case", (join) =>
      join
        .onRef("government_case.institution", "=", "case_check.institution")
        .onRef("government_case.id", "=", "case_check.case_id"),
    )
    .innerJoin("service_version", (join) =>
      join
        .onRef("service_version.service_code", "=", "government_case.service_code")
        .onRef("service_version.version", "=", "government_case.version"),
    )
    .where("case_check.asked_institution", "=", officer.institution)
    .where("case_check.answered_at", "is", null)
    .where("case_check.dropped_at", "is", null);
  if (!officer.roles.includes("supervisor")) {
    query = query.where("case_check.role", "in", [...officer.roles, ""]);
  }
  if (view === "mine") query = query.where("case_check.assignee", "=", officer.username);
  if (view === "free") query = query.where("case_check.assignee", "is", null);
  if (view === "late") query = query.where("case_check.due_at", "<", new Date());
  return query;
};

const columns = [
  "government_case.id as caseId",
  "government_case.reference",
  "government_case.applicant_name as applicantName",
  "task.assignee",
  "task.due_at as dueAt",
] as const;

/** Both kinds of work in one list: one's own institution's requests and others' questions. */
const openWork = (db: Kysely<PortalDb>, officer: Officer, view: InboxView) =>
  openTasks(db, officer, view)
    .select(columns)
    .select([titleOf.as("serviceTitle"), "task.id as workId"])
    .select(sql<string | null>`null::uuid`.as("checkId"))
    .unionAll(
      openChecks(db, officer, view)
        .select([
          "government_case.id as caseId",
          "government_case.reference",
          "government_case.applicant_name as applicantName",
          "case_check.assignee",
          "case_check.due_at as dueAt",
        ])
        .select([titleOf.as("serviceTitle"), "case_check.id as workId"])
        .select(sql<string | null>`case_check.id`.as("checkId")),
    );

/** Tasks this officer may do, due first comes first; and how many there are in all. */
export const findInbox = async (
  db: Kysely<PortalDb>,
  officer: Officer,
  view: InboxView,
  offset = 0,
): Promise<{ rows: InboxRow[]; total: number }> => {
  const rows = await openWork(db, officer, view)
    .orderBy("dueAt")
    .orderBy("workId")
    .offset(offset)
    .limit(inboxLimit)
    .execute();
  const count = async (query: ReturnType<typeof openTasks> | ReturnType<typeof openChecks>) =>
    await (query as ReturnType<typeof openTasks>)
      .select((eb) => eb.fn.countAll<bigint>().as("total"))
      .executeTakeFirstOrThrow();
  const [tasks, checks] = await Promise.all([
    count(openTasks(db, officer, view)),
    count(openChecks(db, officer, view)),
  ]);
  return {
    rows: rows.map(({ workId: _workId, ...row }) => ({ ...row, closed: false })),
    total: Number(tasks.total + checks.total),
  };
};

/** The work due next that this officer holds or may take. */
export const findNextWork = async (
  db: Kysely<PortalDb>,
  officer: Officer,
): Promise<Pick<InboxRow, "reference" | "checkId"> | undefined> =>
  await db
    .selectFrom(openWork(db, officer, "open").as("work"))
    .select(["work.reference", "work.checkId"])
    .where((eb) =>
      eb.or([eb("work.assignee", "=", officer.username), eb("work.assignee", "is", null)]),
    )
    .orderBy("work.dueAt")
    .orderBy("work.workId")
    .limit(1)
    .executeTakeFirst();

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
    .select(sql<string | null>`null::uuid`.as("checkId"))
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
