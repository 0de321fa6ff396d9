import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { checkWords, mayWorkOn, type CaseError, type Officer } from "./case.ts";
import { appendEvent } from "./case-event-queries.ts";
import { lockCase } from "./case-queries.ts";
import { assignTask, lockOpenTask } from "./task-queries.ts";

type Command = Readonly<{ officer: Officer; caseId: string }>;

/** Gives the case's task to `assignee`: oneself, or a colleague where one supervises. */
export const assignCase = async (
  tx: Transaction<PortalDb>,
  { officer, caseId, assignee }: Command & Readonly<{ assignee: string }>,
): Promise<Result<true, CaseError>> => {
  const current = await lockCase(tx, { institution: officer.institution, id: caseId });
  if (!current) return err("notFound");
  const task = await lockOpenTask(tx, { institution: officer.institution, caseId });
  if (!task) return err("notAllowedNow");
  const allowed = mayWorkOn(task, officer);
  if (!allowed.ok) return allowed;
  const supervises = officer.roles.includes("supervisor");
  if (assignee !== officer.username && !supervises) return err("roleMissing");
  if (task.assignee === assignee) return ok(true);
  await assignTask(tx, task, assignee);
  const actor = { kind: "officer", officer } as const;
  await appendEvent(tx, current, { kind: "claimed", actor, internal: true, data: { assignee } });
  return ok(true);
};

/** The officer takes the case to work on it. */
export const claimCase = async (
  tx: Transaction<PortalDb>,
  { officer, caseId }: Command,
): Promise<Result<true, CaseError>> =>
  await assignCase(tx, { officer, caseId, assignee: officer.username });

/** The officer puts the case back for colleagues. */
export const releaseCase = async (
  tx: Transaction<PortalDb>,
  { officer, caseId }: Command,
): Promise<Result<true, CaseError>> => {
  const current = await lockCase(tx, { institution: officer.institution, id: caseId });
  if (!current) return err("notFound");
  const task = await lockOpenTask(tx, { institution: officer.institution, caseId });
  if (!task) return err("notAllowedNow");
  const allowed = mayWorkOn(task, officer);
  if (!allowed.ok) return allowed;
  if (task.assignee === undefined) return ok(true);
  await assignTask(tx, task, null);
  const actor = { kind: "officer", officer } as const;
  await appendEvent(tx, current, { kind: "released", actor, internal: true });
  return ok(true);
};

/** Adds a note that the institution alone sees. */
export const addNote = async (
  tx: Transaction<PortalDb>,
  { officer, caseId, text }: Command & Readonly<{ text: string }>,
): Promise<Result<true, CaseError>> => {
  const words = checkWords(text);
  if (!words.ok) return words;
  const current = await lockCase(tx, { institution: officer.institution, id: caseId });
  if (!current) return err("notFound");
  const actor = { kind: "officer", officer } as const;
  const data = { text: words.value };
  await appendEvent(tx, current, { kind: "note", actor, internal: true, data });
  return ok(true);
};
