import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { loadDefinition, type ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import { mayWorkOn, type CaseError, type GovernmentCase, type Officer } from "./case.ts";
import { lockCase } from "./case-queries.ts";
import { lockOpenTask, type Task } from "./task-queries.ts";

export type LockedCase = Readonly<{
  current: GovernmentCase;
  definition: ServiceDefinition;
  task: Task;
}>;

/**
 * A case of the officer's own institution with its open task, locked for a command; refused when
 * the task belongs to another role or colleague. Another institution's case is not found.
 */
export const lockCaseForOfficer = async (
  tx: Transaction<PortalDb>,
  { officer, caseId }: Readonly<{ officer: Officer; caseId: string }>,
): Promise<Result<LockedCase, CaseError>> => {
  const key = { institution: officer.institution, id: caseId };
  const current = await lockCase(tx, key);
  if (!current) return err("notFound");
  const task = await lockOpenTask(tx, { institution: officer.institution, caseId });
  if (!task) return err("notAllowedNow");
  const allowed = mayWorkOn(task, officer);
  if (!allowed.ok) return allowed;
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  return ok({ current, definition, task });
};
