import type { Text } from "@gov/kit/text.ts";
import type { Actor, State, WorkflowEvent } from "@gov/services/language/workflow-schema.ts";
import type { Offered } from "../inputs.ts";

export const stateKindNames: Readonly<Record<State["kind"], Text>> = {
  draft: { ar: "المواطن، يكتب طلبه", en: "The applicant, who is writing" },
  payment: { ar: "المواطن، ليدفع", en: "The applicant, to pay" },
  work: { ar: "مؤسسة، لتعمل عليه", en: "An institution, to work on it" },
  information: { ar: "المواطن، ليكمل ما طُلب منه", en: "The applicant, to add what was asked" },
  final: { ar: "لا أحد، انتهى الطلب", en: "Nobody, it has ended" },
};

export const outcomeNames: Readonly<Record<NonNullable<State["outcome"]>, Text>> = {
  approved: { ar: "بالموافقة", en: "Approved" },
  rejected: { ar: "بالرفض", en: "Refused" },
  withdrawn: { ar: "بالسحب", en: "Withdrawn" },
};

export const eventNames: Readonly<Record<WorkflowEvent, Text>> = {
  submit: { ar: "إرسال الطلب", en: "Send the application" },
  pay: { ar: "دفع الرسوم", en: "Pay the fee" },
  approve: { ar: "موافقة", en: "Approve" },
  reject: { ar: "رفض", en: "Refuse" },
  requestInformation: { ar: "طلب معلومات", en: "Ask for information" },
  answerInformation: { ar: "إرسال المعلومات المطلوبة", en: "Send what was asked for" },
  checked: { ar: "أجابت المؤسسات كلها", en: "All institutions have answered" },
  withdraw: { ar: "سحب الطلب", en: "Withdraw the application" },
};

export const actorNames: Readonly<Record<Actor, Text>> = {
  applicant: { ar: "المواطن", en: "The applicant" },
  officer: { ar: "الموظف", en: "An officer" },
  supervisor: { ar: "المشرف", en: "A supervisor" },
  system: { ar: "النظام", en: "The system" },
};

export const roleNames: Readonly<Record<"officer" | "supervisor", Text>> = {
  officer: { ar: "موظف", en: "An officer" },
  supervisor: { ar: "مشرف", en: "A supervisor" },
};

/** A record of words as the values of an input. */
export const optionsOf = (names: Readonly<Record<string, Text>>): Offered[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
