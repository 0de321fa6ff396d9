import type { Text } from "@gov/kit/text.ts";
import type { checkAnswers } from "@gov/services/language/model.ts";
import type { Officer } from "./case.ts";
import { mayWorkOn } from "./case.ts";

/** How an institution answers what another asked it about a case. */
export type CheckAnswer = (typeof checkAnswers)[number];

/** By check code, what was answered; what was not asked or not answered yet is not there. */
export type CheckAnswers = Readonly<Record<string, CheckAnswer>>;

/** Why it was objected to: from the service's list. */
export type CheckReason = Readonly<{ code: string; text: Text }>;

/** One question to another institution about a case. */
export type CaseCheck = Readonly<{
  /** The institution whose case it is. */
  institution: string;
  id: string;
  caseId: string;
  state: string;
  code: string;
  askedInstitution: string;
  role: string;
  assignee?: string;
  dueAt: Date;
  askedAt: Date;
  answer?: CheckAnswer;
  reason?: CheckReason;
  words?: string;
  answeredBy?: string;
  answeredAt?: Date;
  droppedAt?: Date;
}>;

/** Whether the answer is still waited for. */
export const isOpen = ({ answeredAt, droppedAt }: CaseCheck): boolean => !answeredAt && !droppedAt;

/** Whether this officer may answer it: of the institution asked, in the role, not a colleague's. */
export const mayAnswer = (check: CaseCheck, officer: Officer) =>
  check.askedInstitution === officer.institution
    ? mayWorkOn(check, officer)
    : ({ ok: false, error: "roleMissing" } as const);
