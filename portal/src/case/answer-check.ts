import { err, ok, type Result } from "@gov/kit/result.ts";
import { findState } from "@gov/services/language/workflow.ts";
import type { Transaction } from "kysely";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { advanceCase } from "./case-advance.ts";
import { caseDataOfCase } from "./case-data.ts";
import { appendEvent } from "./case-event-queries.ts";
import { lockCase, setCheckAnswers } from "./case-queries.ts";
import { checkWords, type CaseError, type GovernmentCase, type Officer } from "./case.ts";
import { isOpen, mayAnswer, type CaseCheck, type CheckReason } from "./check.ts";
import {
  assignCheck,
  findCheckAsked,
  hasOpenChecks,
  lockCheck,
  storeAnswer,
} from "./check-queries.ts";
import { stepAfter } from "./workflow.ts";

type Command = Readonly<{ officer: Officer; checkId: string }>;
type Locked = Readonly<{ current: GovernmentCase; check: CaseCheck }>;

const lockForAnswer = async (
  tx: Transaction<PortalDb>,
  { officer, checkId }: Command,
): Promise<Result<Locked, CaseError>> => {
  const found = await findCheckAsked(tx, { askedInstitution: officer.institution, id: checkId });
  const current =
    found && (await lockCase(tx, { institution: found.institution, id: found.caseId }));
  const check = current && (await lockCheck(tx, found));
  if (!check) return err("notFound");
  if (!isOpen(check)) return err("notAllowedNow");
  const allowed = mayAnswer(check, officer);
  return allowed.ok ? ok({ current, check }) : allowed;
};

type Given =
  | Readonly<{ answer: "clear"; words: string }>
  | Readonly<{ answer: "objection"; reason: string; words: string }>;

/** What is wrong with the words of an answer; an objection needs a reason of the service's list. */
const readGiven = (
  reasons: readonly CheckReason[],
  given: Given,
): Result<Readonly<{ reason?: CheckReason; words?: string }>, CaseError> => {
  const words = checkWords(given.words);
  if (!words.ok && words.error === "textTooLong") return words;
  const said = words.ok ? { words: words.value } : {};
  if (given.answer === "clear") return ok(said);
  const reason = reasons.find(({ code }) => code === given.reason);
  return reason ? ok({ reason, ...said }) : err("reasonMissing");
};

/**
 * The institution that was asked answers; with the last answer the case goes on by itself. An
 * answer stands: what it led to may have begun.
 */
export const answerCheck = async (
  tx: Transaction<PortalDb>,
  command: Command & Readonly<{ given: Given }>,
): Promise<Result<true, CaseError>> => {
  const locked = await lockForAnswer(tx, command);
  if (!locked.ok) return locked;
  const { current, check } = locked.value;
  const { officer, given } = command;
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  const asked = findState(definition, check.state)?.checks?.find(({ code }) => code === check.code);
  if (!asked) return err("notAllowedNow");
  const read = readGiven(asked.reasons, given);
  if (!read.ok) return read;
  const { reason, words } = read.value;
  await storeAnswer(tx, check, { answer: given.answer, by: officer.username, ...read.value });
  const checks = { ...current.checks, [check.code]: given.answer };
  await setCheckAnswers(tx, current, checks);
  await appendEvent(tx, current, {
    kind: given.answer === "clear" ? "checkCleared" : "checkObjected",
    actor: { kind: "officer", officer },
    data: {
      title: asked.title,
      institution: check.askedInstitution,
      ...(reason ? { reason: reason.text } : {}),
      ...(words ? { text: words } : {}),
    },
  });
  const key = { institution: current.institution, caseId: current.id };
  if (current.state !== check.state || (await hasOpenChecks(tx, key))) return ok(true);
  const after = { ...current, checks };
  const data = caseDataOfCase(after, new Date());
  const step = stepAfter(definition, current.state, "checked", "system", data);
  if (!step.ok) throw new Error(`${definition.code} does not go on from ${current.state}`);
  await advanceCase(tx, after, step.value, { kind: "checked", actor: { kind: "system" } });
  return ok(true);
};

/** The officer takes the question, or puts it back for colleagues. */
export const assignCheckTo = async (
  tx: Transaction<PortalDb>,
  command: Command & Readonly<{ take: boolean }>,
): Promise<Result<true, CaseError>> => {
  const locked = await lockForAnswer(tx, command);
  if (!locked.ok) return locked;
  await assignCheck(tx, locked.value.check, command.take ? command.officer.username : null);
  return ok(true);
};
