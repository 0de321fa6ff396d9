import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { checkWords, type CaseError, type Decision, type Officer } from "./case.ts";
import { advanceCase } from "./case-advance.ts";
import { lockCaseForOfficer } from "./officer-lock.ts";
import { caseDataOfCase } from "./case-data.ts";
import { stepByOfficer } from "./workflow.ts";

type Command = Readonly<{ officer: Officer; caseId: string }>;

/** The officer grants the request; documents are sealed right after the commit. */
export const approveCase = async (
  tx: Transaction<PortalDb>,
  command: Command,
): Promise<Result<true, CaseError>> => {
  const locked = await lockCaseForOfficer(tx, command);
  if (!locked.ok) return locked;
  const { current, definition } = locked.value;
  const { officer } = command;
  const data = caseDataOfCase(current, new Date());
  const step = stepByOfficer(definition, current.state, "approve", officer, data);
  if (!step.ok) return step;
  const decision: Decision = {
    outcome: "approved",
    decidedBy: officer.username,
    decidedAt: new Date().toISOString(),
  };
  const event = { kind: "approved", actor: { kind: "officer", officer } } as const;
  await advanceCase(tx, current, step.value, event, { decision: JSON.stringify(decision) });
  return ok(true);
};

/**
 * The officer refuses: `reason` is a code of the transition's list, where it has one, and
 * `explanation` are words to the person.
 */
export const rejectCase = async (
  tx: Transaction<PortalDb>,
  command: Command & Readonly<{ reason?: string; explanation: string }>,
): Promise<Result<true, CaseError>> => {
  const explanation = checkWords(command.explanation);
  if (!explanation.ok) return explanation;
  const locked = await lockCaseForOfficer(tx, command);
  if (!locked.ok) return locked;
  const { current, definition } = locked.value;
  const { officer } = command;
  const data = caseDataOfCase(current, new Date());
  const step = stepByOfficer(definition, current.state, "reject", officer, data);
  if (!step.ok) return step;
  const reason = step.value.reasons.find(({ code }) => code === command.reason)?.text;
  if (!reason && step.value.reasons.length > 0) return err("reasonMissing");
  const told = reason ? { reason } : {};
  const decision: Decision = {
    outcome: "rejected",
    ...told,
    explanation: explanation.value,
    decidedBy: officer.username,
    decidedAt: new Date().toISOString(),
  };
  const event = {
    kind: "rejected",
    actor: { kind: "officer", officer },
    data: { ...told, text: explanation.value },
  } as const;
  await advanceCase(tx, current, step.value, event, { decision: JSON.stringify(decision) });
  return ok(true);
};
