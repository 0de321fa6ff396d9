import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { appendEvent } from "./case-event-queries.ts";
import { lockCase } from "./case-queries.ts";
import { escalateTask, findTasksToEscalate } from "./task-queries.ts";

/** Gives tasks that are too late to a supervisor, at most `limit`; the history says so. */
export const escalateTasks = async (db: Kysely<PortalDb>, limit: number): Promise<number> => {
  const late = await findTasksToEscalate(db, limit);
  for (const task of late) {
    await inTransaction(db, async (tx) => {
      const current = await lockCase(tx, { institution: task.institution, id: task.caseId });
      if (!current || !(await escalateTask(tx, task))) return;
      const actor = { kind: "system" } as const;
      await appendEvent(tx, current, { kind: "escalated", actor, internal: true });
    });
  }
  return late.length;
};
