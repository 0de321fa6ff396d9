import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import { checkWords, type CaseError, type Officer, type Question } from "./case.ts";
import { advanceCase } from "./case-advance.ts";
import { findOwnCase, lockCase } from "./case-queries.ts";
import { lockCaseForOfficer } from "./officer-lock.ts";
import { caseDataOfCase } from "./case-data.ts";
import { stepAfter, stepByOfficer } from "./workflow.ts";

/** The officer asks the person something; the clock stands until they answer. */
export const requestInformation = async (
  tx: Transaction<PortalDb>,
  command: Readonly<{ officer: Officer; caseId: string; question: string }>,
): Promise<Result<true, CaseError>> => {
  const text = checkWords(command.question);
  if (!text.ok) return text;
  const locked = await lockCaseForOfficer(tx, command);
  if (!locked.ok) return locked;
  const { current, definition } = locked.value;
  const { officer } = command;
  const data = caseDataOfCase(current, new Date());
  const step = stepByOfficer(definition, current.state, "requestInformation", officer, data);
  if (!step.ok) return step;
  const question: Question = { text: text.value, askedAt: new Date().toISOString() };
  const actor = { kind: "officer", officer } as const;
  const event = { kind: "informationRequested", actor, data: { text: text.value } } as const;
  await advanceCase(tx, current, step.value, event, { question: JSON.stringify(question) });
  return ok(true);
};

/** The person answers; the task goes back to whoever asked, with the time that was left. */
export const answerInformation = async (
  tx: Transaction<PortalDb>,
  command: Readonly<{ nationalId: string; reference: string; answer: string }>,
): Promise<Result<true, CaseError>> => {
  const text = checkWords(command.answer);
  if (!text.ok) return text;
  const own = await findOwnCase(tx, command);
  const current = own && (await lockCase(tx, own));
  if (!current) return err("notFound");
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  const data = caseDataOfCase(current, new Date());
  const step = stepAfter(definition, current.state, "answerInformation", "applicant", data);
  if (!step.ok || !current.question) return err("notAllowedNow");
  const question: Question = { ...current.question, answer: text.value };
  const actor = { kind: "citizen", nationalId: command.nationalId } as const;
  const event = { kind: "informationGiven", actor, data: { text: text.value } } as const;
  await advanceCase(tx, current, step.value, event, { question: JSON.stringify(question) });
  return ok(true);
};
