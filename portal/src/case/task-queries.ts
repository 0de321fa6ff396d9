import type { Kysely, Selectable, Transaction } from "kysely";
import type { PortalDb, TaskTable } from "#src/db-types.ts";

/** Work that waits for somebody of a role in an institution. */
export type Task = Readonly<{
  institution: string;
  id: string;
  caseId: string;
  role: string;
  kind: string;
  assignee?: string;
  dueAt: Date;
  paused: boolean;
  createdAt: Date;
}>;

export const toTask = (row: Selectable<TaskTable>): Task => ({
  institution: row.institution,
  id: row.id,
  caseId: row.case_id,
  role: row.role,
  kind: row.kind,
  ...(row.assignee === null ? {} : { assignee: row.assignee }),
  dueAt: row.due_at,
  paused: row.paused_at !== null,
  createdAt: row.created_at,
});

type CaseKey = Readonly<{ institution: string; caseId: string }>;

/** The open task of a case, locked for a command. */
export const lockOpenTask = async (
  tx: Transaction<PortalDb>,
  { institution, caseId }: CaseKey,
): Promise<(Task & { minutesLeft?: number }) | undefined> => {
  const row = await tx
    .selectFrom("task")
    .selectAll()
    .where("institution", "=", institution)
    .where("case_id", "=", caseId)
    .where("completed_at", "is", null)
    .orderBy("created_at")
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const task = toTask(row);
  return row.minutes_left === null ? task : { ...task, minutesLeft: row.minutes_left };
};

/** The open task of a case, to show. */
export const findOpenTask = async (
  db: Kysely<PortalDb>,
  { institution, caseId }: CaseKey,
): Promise<Task | undefined> => {
  const row = await db
    .selectFrom("task")
    .selectAll()
    .where("institution", "=", institution)
    .where("case_id", "=", caseId)
    .where("completed_at", "is", null)
    .orderBy("created_at")
    .executeTakeFirst();
  return row && toTask(row);
};

export const openTask = async (
  tx: Transaction<PortalDb>,
  task: CaseKey & Readonly<{ role: string; kind: string; dueAt: Date; escalateAt?: Date }>,
): Promise<void> => {
  await tx
    .insertInto("task")
    .values({
      institution: task.institution,
      case_id: task.caseId,
      role: task.role,
      kind: task.kind,
      due_at: task.dueAt,
      escalate_at: task.escalateAt ?? null,
      assignee: null,
      minutes_left: null,
      completed_by: null,
    })
    .execute();
};

type TaskKey = Readonly<{ institution: string; id: string }>;

export const completeTask = async (
  tx: Transaction<PortalDb>,
  key: TaskKey,
  by: string | null,
): Promise<void> => {
  await tx
    .updateTable("task")
    .set({ completed_at: new Date(), completed_by: by, paused_at: null, minutes_left: null })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
};

/** The clock stands while the citizen must act: keeps the working minutes that were left. */
export const pauseTask = async (
  tx: Transaction<PortalDb>,
  key: TaskKey,
  minutesLeft: number,
): Promise<void> => {
  await tx
    .updateTable("task")
    .set({ paused_at: new Date(), minutes_left: minutesLeft })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
};

export const resumeTask = async (
  tx: Transaction<PortalDb>,
  key: TaskKey,
  { dueAt, escalateAt }: Readonly<{ dueAt: Date; escalateAt?: Date }>,
): Promise<void> => {
  await tx
    .updateTable("task")
    .set({ paused_at: null, minutes_left: null, due_at: dueAt, escalate_at: escalateAt ?? null })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
};

export const assignTask = async (
  tx: Transaction<PortalDb>,
  key: TaskKey,
  assignee: string | null,
): Promise<void> => {
  await tx
    .updateTable("task")
    .set({ assignee, claimed_at: assignee === null ? null : new Date() })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
};

/** Tasks whose time to be a supervisor's has come, the longest late first. */
export const findTasksToEscalate = async (db: Kysely<PortalDb>, limit: number): Promise<Task[]> => {
  const rows = await db
    .selectFrom("task")
    .selectAll()
    .where("escalate_at", "<=", new Date())
    .where("completed_at", "is", null)
    .where("paused_at", "is", null)
    .orderBy("escalate_at")
    .limit(limit)
    .execute();
  return rows.map(toTask);
};

/** Gives a late task to the supervisors; false where somebody ended or paused it meanwhile. */
export const escalateTask = async (tx: Transaction<PortalDb>, key: TaskKey): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("task")
    .set({ role: "supervisor", assignee: null, claimed_at: null, escalate_at: null })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .where("escalate_at", "is not", null)
    .where("completed_at", "is", null)
    .where("paused_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
