import type { Lang, Text } from "@gov/kit/text.ts";
import type { Tone } from "@gov/kit/ui/tag.ts";
import { findState } from "@gov/services/language/workflow.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { CaseEventKind, GovernmentCase } from "./case.ts";

/** What the citizen reads of each entry of the timeline. */
export const eventTexts: Readonly<Record<CaseEventKind, Text>> = {
  submitted: { ar: "أرسلت الطلب", en: "You sent the application" },
  paymentAsked: { ar: "صدرت فاتورة الرسوم", en: "The bill for the fee was issued" },
  paid: { ar: "دفعت الرسوم", en: "You paid the fee" },
  partlyPaid: { ar: "دفعت جزءا من الرسوم", en: "You paid a part of the fee" },
  checkCleared: { ar: "جهة أجابت: لا مانع", en: "An institution answered: no objection" },
  checkObjected: { ar: "جهة أبدت مانعا", en: "An institution objected" },
  checked: { ar: "اكتملت ردود الجهات", en: "All institutions have answered" },
  escalated: { ar: "تأخر فأحيل إلى مشرف", en: "Late, and so given to a supervisor" },
  paidAfterClosing: {
    ar: "وصلت دفعة بعد إغلاق الطلب، وستعيدها المؤسسة",
    en: "A payment arrived after the application was closed; the institution will return it",
  },
  informationRequested: { ar: "سألتك المؤسسة", en: "The institution asked you" },
  informationGiven: { ar: "أجبت", en: "You answered" },
  approved: { ar: "وافقت المؤسسة على طلبك", en: "The institution approved your application" },
  rejected: { ar: "رفضت المؤسسة طلبك", en: "The institution refused your application" },
  withdrawn: { ar: "سحبت الطلب", en: "You withdrew the application" },
  documentIssued: { ar: "صدرت الوثيقة", en: "The document was issued" },
  documentDelayed: { ar: "تأخر إصدار الوثيقة", en: "The document is delayed" },
  factConfirmed: { ar: "أجاب السجل وأكد ما صرحت به", en: "The register answered and confirmed it" },
  claimed: { ar: "تسلمه موظف", en: "An officer took it" },
  released: { ar: "أعاده الموظف إلى القائمة", en: "The officer put it back" },
  note: { ar: "ملاحظة داخلية", en: "Internal note" },
};

/** The state of a case in its own version's words. */
export const stateText = (definition: ServiceDefinition, current: GovernmentCase): Text =>
  findState(definition, current.state)?.text ?? { ar: current.state, en: current.state };

/** What happens next, in the service's own words. */
export const nextText = (
  definition: ServiceDefinition,
  current: GovernmentCase,
): Text | undefined => findState(definition, current.state)?.next;

/** Amber waits for the person, green runs, red was refused, grey is over. */
export const toneOf = (current: GovernmentCase): Tone => {
  if (current.waitsFor === "citizen") return "waits";
  if (current.waitsFor === "institution") return "runs";
  if (current.decision?.outcome === "rejected") return "late";
  return current.decision ? "runs" : "done";
};

/** A case's title with what it is about, where one answer names it: a plate. */
export const subjectOf = (
  definition: ServiceDefinition,
  current: Pick<GovernmentCase, "answers">,
): string | undefined => {
  for (const page of definition.pages) {
    for (const field of page.fields) {
      const answer = current.answers[field.code];
      if (field.kind === "plate" && typeof answer === "string") return answer;
    }
  }
  return undefined;
};

/** Words of an entry's own, in the reader's language where they are ours. */
export const wordsIn = (value: unknown, lang: Lang): string | undefined => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const text = (value as Readonly<Record<string, unknown>>)[lang];
  return typeof text === "string" ? text : undefined;
};
