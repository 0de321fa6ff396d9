import { addWorkingTime, workingMinutesBetween } from "@gov/country/calendar.ts";
import { nationalCalendar } from "@gov/country/calendar-data.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import type { Transaction, Updateable } from "kysely";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { CaseTable, PortalDb } from "#src/db-types.ts";
import type { GovernmentCase } from "./case.ts";
import { appendEvent, type NewEvent } from "./case-event-queries.ts";
import { completeTask, lockOpenTask, openTask, pauseTask, resumeTask } from "./task-queries.ts";
import { caseDataOfCase } from "./case-data.ts";
import { dropOpenChecks, openCheck } from "./check-queries.ts";
import { stepAfter, type Step } from "./workflow.ts";

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
    const dueAt = addWorkingTime(nationalCalendar, now(), open.minutesLeft);
    await resumeTask(tx, open, { dueAt, ...escalation(step, dueAt) });
    return;
  } else if (open) {
    if (open.minutesLeft !== undefined) return;
    const left = workingMinutesBetween(nationalCalendar, now(), open.dueAt);
    await pauseTask(tx, open, Math.floor(left));
    return;
  }
  if (!step.task) return;
  const dueAt = addWorkingTime(nationalCalendar, now(), step.task.workingMinutes);
  const { role, kind } = step.task;
  await openTask(tx, { ...key, role, kind, dueAt, ...escalation(step, dueAt) });
};

const escalation = ({ task }: Step, dueAt: Date): { escalateAt?: Date } =>
  task?.escalateMinutes === undefined
    ? {}
    : { escalateAt: addWorkingTime(nationalCalendar, dueAt, task.escalateMinutes) };

/** Drops what the state that is left still asked, and asks others what the new one wants of them. */
const moveChecks = async (
  tx: Transaction<PortalDb>,
  key: Readonly<{ institution: string; caseId: string }>,
  step: Step,
): Promise<void> => {
  if (step.leavesChecks) await dropOpenChecks(tx, key);
  for (const { code, institution, role, slaWorkingHours } of step.checks ?? []) {
    const dueAt = addWorkingTime(nationalCalendar, now(), slaWorkingHours * 60);
    await openCheck(tx, {
      ...key,
      state: step.state,
      code,
      askedInstitution: institution,
      role,
      dueAt,
    });
  }
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
  await moveChecks(tx, { institution, caseId: id }, step);
  for (const document of step.issues) {
    await addToOutbox(tx, "document.issue", { institution, caseId: id, document });
  }
  // What was granted against a first part goes on being paid.
  if (step.final && step.outcome !== "approved" && current.bill && !current.paidAt) {
    await addToOutbox(tx, "bill.cancel", { institution, caseId: id });
  }
  if (step.checks?.length === 0) await passChecks(tx, { ...current, state: step.state });
};

/** Goes on from a state none of whose checks concerns this case. */
const passChecks = async (tx: Transaction<PortalDb>, current: GovernmentCase): Promise<void> => {
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  const data = caseDataOfCase(current, now());
  const step = stepAfter(definition, current.state, "checked", "system", data);
  if (!step.ok) throw new Error(`${definition.code} does not go on from ${current.state}`);
  await advanceCase(tx, current, step.value, { kind: "checked", actor: { kind: "system" } });
};
