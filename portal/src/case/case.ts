import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CheckAnswers } from "./check.ts";
import type { WireValues } from "@gov/services/language/case-data.ts";

/** Who the request waits for now; nobody when it is closed. */
export type WaitsFor = "citizen" | "institution" | "nobody";

/** Checked answers by field code, as the service language gives them. */
export type Answers = WireValues;

/** What one binding of the service got from its registry, or that it could not be asked. */
export type Fact = Readonly<{
  /** Who holds the data, for people. */
  source: Text;
  /** `down`: the register did not answer, and the person went on; to be checked later. */
  outcome: "answered" | "notFound" | "down";
  /** When the register answered; since when it has not, where it is down. */
  at: string;
  /** When it was last asked. */
  checkedAt: string;
  /** What it was asked for: another plate makes the answer stale. */
  askedFor: string;
  values: WireValues;
  /** The registry's records, where the service offers them as choices. */
  records?: unknown;
}>;
/** By binding code. */
export type Facts = Readonly<Record<string, Fact>>;

/** What the person was let off; `amountMinor` is what it took off. */
export type FeeExemption = Readonly<{
  code: string;
  label: Text;
  amountMinor: string;
  reason: Text;
  source: Text;
}>;

/** An institution's part of the fee. */
export type FeeSplit = Readonly<{ institution: string; amountMinor: string }>;

/** A part of the fee and the ISO date it is due on. */
export type FeeInstalment = Readonly<{ label: Text; dueOn: string; amountMinor: string }>;

export type FeeLine = Readonly<{ code: string; label: Text; amountMinor: string }>;

export type Question = Readonly<{ text: string; askedAt: string; answer?: string }>;

export type Decision = Readonly<{
  outcome: "approved" | "rejected";
  /** For a refusal: from the service's list, and the officer's words to the person. */
  reason?: Text;
  explanation?: string;
  decidedBy: string;
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
  | "notFound"
  | "notAllowedNow"
  | "claimedByAnother"
  | "roleMissing"
  | "reasonMissing"
  | "textMissing"
  | "textTooLong";

export type GovernmentCase = Readonly<{
  institution: string;
  id: string;
  reference: string;
  serviceCode: string;
  version: number;
  state: string;
  waitsFor: WaitsFor;
  applicant: Readonly<{ nationalId: string; name: Text; phone?: string; dateOfBirth?: string }>;
  representedNationalId?: string;
  answers: Answers;
  facts: Facts;
  fee?: Money;
  feeLines: readonly FeeLine[];
  feeExemptions: readonly FeeExemption[];
  feeSplits: readonly FeeSplit[];
  feeInstalments: readonly FeeInstalment[];
  /** What was paid of the fee so far. */
  paidMinor: bigint;
  checks: CheckAnswers;
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
  "partlyPaid",
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
  "checkCleared",
  "checkObjected",
  "checked",
  "escalated",
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

export const maxWordsLength = 2000;

/** Words to or from a person: trimmed, not empty, bounded, without unprintable characters. */
export const checkWords = (typed: string): Result<string, "textMissing" | "textTooLong"> => {
  const text = typed
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();
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
