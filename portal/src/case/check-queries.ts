import type { Kysely, Selectable, Transaction } from "kysely";
import type { CheckTable, PortalDb } from "#src/db-types.ts";
import type { CaseCheck, CheckAnswer, CheckReason } from "./check.ts";

export const toCheck = (row: Selectable<CheckTable>): CaseCheck => ({
  institution: row.institution,
  id: row.id,
  caseId: row.case_id,
  state: row.state,
  code: row.code,
  askedInstitution: row.asked_institution,
  role: row.role,
  ...(row.assignee === null ? {} : { assignee: row.assignee }),
  dueAt: row.due_at,
  askedAt: row.asked_at,
  ...(row.answer === null ? {} : { answer: row.answer }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.words === null ? {} : { words: row.words }),
  ...(row.answered_by === null ? {} : { answeredBy: row.answered_by }),
  ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
  ...(row.dropped_at === null ? {} : { droppedAt: row.dropped_at }),
});

type CaseKey = Readonly<{ institution: string; caseId: string }>;

/** What was ever asked about a case, in the order it was asked. */
export const findChecks = async (
  db: Kysely<PortalDb>,
  { institution, caseId }: CaseKey,
): Promise<CaseCheck[]> => {
  const rows = await db
    .selectFrom("case_check")
    .selectAll()
    .where("institution", "=", institution)
    .where("case_id", "=", caseId)
    .orderBy("asked_at")
    .orderBy("id")
    .limit(200)
    .execute();
  return rows.map(toCheck);
};

/** A check that this institution was asked; another's is not found. */
export const findCheckAsked = async (
  db: Kysely<PortalDb>,
  { askedInstitution, id }: Readonly<{ askedInstitution: string; id: string }>,
): Promise<CaseCheck | undefined> => {
  const row = await db
    .selectFrom("case_check")
    .selectAll()
    .where("asked_institution", "=", askedInstitution)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toCheck(row);
};

type CheckKey = Readonly<{ institution: string; id: string }>;

/** Locks a check. Its case is locked first, so that two answers wait for one another there. */
export const lockCheck = async (
  tx: Transaction<PortalDb>,
  { institution, id }: CheckKey,
): Promise<CaseCheck | undefined> => {
  const row = await tx
    .selectFrom("case_check")
    .selectAll()
    .where("institution", "=", institution)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && toCheck(row);
};

/** Puts a question to another institution, unless it is already open. */
export const openCheck = async (
  tx: Transaction<PortalDb>,
  check: CaseKey &
    Readonly<{ state: string; code: string; askedInstitution: string; role: string; dueAt: Date }>,
): Promise<void> => {
  await tx
    .insertInto("case_check")
    .values({
      institution: check.institution,
      case_id: check.caseId,
      state: check.state,
      code: check.code,
      asked_institution: check.askedInstitution,
      role: check.role,
      due_at: check.dueAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const storeAnswer = async (
  tx: Transaction<PortalDb>,
  key: CheckKey,
  given: Readonly<{
    answer: CheckAnswer;
    by: string;
    reason?: CheckReason;
    words?: string;
  }>,
): Promise<void> => {
  await tx
    .updateTable("case_check")
    .set({
      answer: given.answer,
      answered_by: given.by,
      answered_at: new Date(),
      reason: given.reason ? JSON.stringify(given.reason) : null,
      words: given.words ?? null,
    })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
};

export const assignCheck = async (
  tx: Transaction<PortalDb>,
  key: CheckKey,
  assignee: string | null,
): Promise<void> => {
  await tx
    .updateTable("case_check")
    .set({ assignee, claimed_at: assignee === null ? null : new Date() })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
};

/** Nobody waits any more for what is still open of a case. */
export const dropOpenChecks = async (
  tx: Transaction<PortalDb>,
  { institution, caseId }: CaseKey,
): Promise<void> => {
  await tx
    .updateTable("case_check")
    .set({ dropped_at: new Date() })
    .where("institution", "=", institution)
    .where("case_id", "=", caseId)
    .where("answered_at", "is", null)
    .where("dropped_at", "is", null)
    .execute();
};

export const hasOpenChecks = async (
  tx: Transaction<PortalDb>,
  { institution, caseId }: CaseKey,
): Promise<boolean> => {
  const row = await tx
    .selectFrom("case_check")
    .select("id")
    .where("institution", "=", institution)
    .where("case_id", "=", caseId)
    .where("answered_at", "is", null)
    .where("dropped_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};
