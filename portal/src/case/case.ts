import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";

/** Who the request waits for now; nobody when it is closed. */
export type WaitsFor = "citizen" | "institution" | "system" | "nobody";

/** Checked answers by field code, as the service language gives them. */
export type Answers = Readonly<Record<string, unknown>>;

/** What a registry said, or what the person declared while it was down. */
export type Fact = Readonly<{
  /** Institution and register that hold it, for people. */
  source: Text;
  /** When the register answered; when it was declared, where `declared`. */
  fetchedAt: string;
  /** True when the register was down and the person's own word stands until it is checked. */
  declared: boolean;
  data: Readonly<Record<string, unknown>>;
}>;
export type Facts = Readonly<Record<string, Fact>>;

export type FeeLine = Readonly<{
  text: Text;
  amountMinor: string;
  illustrative: boolean;
  source?: Text;
}>;

export type Question = Readonly<{ text: string; askedAt: string; answer?: string }>;

export type Decision = Readonly<{
  outcome: "approved" | "rejected";
  /** For a refusal: from the service's list, and the officer's words to the person. */
  reason?: Text;
  explanation?: string;
  decidedAt: string;
}>;

export type Officer = Readonly<{
  username: string;
  name: Text;
  institution: string;
  roles: readonly string[];
}>;

export type Actor =
  | Readonly<{ kind: "citizen"; nationalId: string }>
  | Readonly<{ kind: "officer"; officer: Officer }>
  | Readonly<{ kind: "system" }>;

/** Why a command was not done; nothing has changed then. */
export type CaseError =
  "notFound" | "notAllowedNow" | "claimedByAnother" | "roleMissing" | "textMissing" | "textTooLong";

export type GovernmentCase = Readonly<{
  institution: string;
  id: string;
  reference: string;
  serviceCode: string;
  version: number;
  state: string;
  waitsFor: WaitsFor;
  applicant: Readonly<{ nationalId: string; name: Text; phone?: string }>;
  representedNationalId?: string;
  answers: Answers;
  facts: Facts;
  fee?: Money;
  feeLines: readonly FeeLine[];
  bill?: Readonly<{ id: string; billingNumber: string; payUrl: string }>;
  paidAt?: Date;
  receiptUrl?: string;
  question?: Question;
  decision?: Decision;
  submittedAt: Date;
  updatedAt: Date;
  closedAt?: Date;
}>;

export type CaseEvent = Readonly<{
  seq: number;
  kind: CaseEventKind;
  state: string;
  actorKind: "citizen" | "officer" | "system";
  actor?: string;
  internal: boolean;
  data: Readonly<Record<string, unknown>>;
  at: Date;
}>;

export const caseEventKinds = [
  "submitted",
  "paymentAsked",
  "paid",
  "paidAfterClosing",
  "informationRequested",
  "informationGiven",
  "approved",
  "rejected",
  "withdrawn",
  "documentIssued",
  "documentDelayed",
  "factConfirmed",
  "claimed",
  "released",
  "note",
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

/** What happens to a case from outside; which are legal now, the service's workflow says. */
export type CaseAction =
  "submit" | "pay" | "requestInformation" | "answerInformation" | "approve" | "reject" | "withdraw";

export const maxWordsLength = 2000;

/** Words to or from a person: trimmed, not empty, bounded. */
export const checkWords = (typed: string): Result<string, "textMissing" | "textTooLong"> => {
  const text = typed.replaceAll("\r\n", "\n").trim();
  if (text === "") return err("textMissing");
  return text.length > maxWordsLength ? err("textTooLong") : ok(text);
};

/** Whether this officer may work on a task for `role` that `assignee` may already hold. */
export const mayWorkOn = (
  task: Readonly<{ role: string; assignee?: string }>,
  officer: Officer,
): Result<true, "roleMissing" | "claimedByAnother"> => {
  const supervises = officer.roles.includes("supervisor");
  if (!officer.roles.includes(task.role) && !supervises) return err("roleMissing");
  const another = task.assignee !== undefined && task.assignee !== officer.username;
  return another && !supervises ? err("claimedByAnother") : ok(true);
};
