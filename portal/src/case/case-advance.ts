import { addWorkingTime, workingMinutesBetween } from "@gov/country/calendar.ts";
import { nationalCalendar } from "@gov/country/calendar-data.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import type { Transaction, Updateable } from "kysely";
import type { CaseTable, PortalDb } from "#src/db-types.ts";
import type { GovernmentCase } from "./case.ts";
import { appendEvent, type NewEvent } from "./case-event-queries.ts";
import { completeTask, lockOpenTask, openTask, pauseTask, resumeTask } from "./task-queries.ts";
import type { Step } from "./workflow.ts";

const now = (): Date => new Date();

/** Opens, pauses, resumes or ends the case's task, as its new state asks. */
const moveTask = async (
  tx: Transaction<PortalDb>,
  key: Readonly<{ institution: string; caseId: string }>,
  step: Step,
  event: NewEvent,
): Promise<void> => {
  const open = await lockOpenTask(tx, key);
  const by = event.actor.kind === "officer" ? event.actor.officer.username : null;
  if (open && (step.final || (step.task && step.task.kind !== open.kind))) {
    await completeTask(tx, open, by);
  } else if (open && step.task) {
    if (open.minutesLeft === undefined) return;
    await resumeTask(tx, open, addWorkingTime(nationalCalendar, now(), open.minutesLeft));
    return;
  } else if (open) {
    if (open.minutesLeft !== undefined) return;
    const left = workingMinutesBetween(nationalCalendar, now(), open.dueAt);
    await pauseTask(tx, open, Math.floor(left));
    return;
  }
  if (!step.task) return;
  const dueAt = addWorkingTime(nationalCalendar, now(), step.task.workingMinutes);
  await openTask(tx, { ...key, role: step.task.role, kind: step.task.kind, dueAt });
};

/**
 * Brings a locked case to its next state: state, timeline entry and task in this transaction.
 * What must follow the commit (documents to issue, an unpaid bill to cancel) goes to the outbox.
 */
export const advanceCase = async (
  tx: Transaction<PortalDb>,
  current: GovernmentCase,
  step: Step,
  event: NewEvent,
  change: Updateable<CaseTable> = {},
): Promise<void> => {
  const { institution, id } = current;
  await tx
    .updateTable("government_case")
    .set({
      ...change,
      state: step.state,
      waits_for: step.waitsFor,
      updated_at: now(),
      closed_at: step.final ? now() : null,
    })
    .where("institution", "=", institution)
    .where("id", "=", id)
    .execute();
  await appendEvent(tx, { institution, id, state: step.state }, event);
  await moveTask(tx, { institution, caseId: id }, step, event);
  for (const document of step.issues) {
    await addToOutbox(tx, "document.issue", { institution, caseId: id, document });
  }
  if (step.final && current.bill && !current.paidAt) {
    await addToOutbox(tx, "bill.cancel", { institution, caseId: id });
  }
};
