import type { Text } from "@gov/kit/text.ts";
import { listedNames } from "#src/catalogue/institution-names.ts";
import type { Following } from "./what-follows.ts";

const texts = {
  pay: {
    ar: "ادفع الرسوم. يبدأ العمل حين تصلنا الدفعة.",
    en: "Pay the fee. Work begins when the payment arrives.",
  },
  payThenDocument: {
    ar: "ادفع الرسوم. حين تصلنا الدفعة تصدر وثيقتك في الحال، ولا تنتظر قرار أحد.",
    en: "Pay the fee. When the payment arrives your document is issued at once: nobody has to decide.",
  },
  payThenDone: {
    ar: "ادفع الرسوم. حين تصلنا الدفعة يكتمل الطلب في الحال، ولا تنتظر قرار أحد.",
    en: "Pay the fee. When the payment arrives it is complete at once: nobody has to decide.",
  },
  clearThenDocument: {
    ar: "إن لم يكن عندها مانع صدرت وثيقتك في الحال.",
    en: "If there is no objection, your document is issued at once.",
  },
  clearThenDone: {
    ar: "إن لم يكن عندها مانع اكتمل الطلب في الحال.",
    en: "If there is no objection, it is complete at once.",
  },
  documentNow: {
    ar: "تصدر وثيقتك في الحال: تجدها في صفحة وثائقي خلال لحظات.",
    en: "Your document is issued at once: it is under My documents in a moment.",
  },
} as const satisfies Record<string, Text>;

type Names = Readonly<{ institution: Text; institutionName: (code: string) => Text }>;

const decided = ({ institution }: Names, after: Following | undefined): Text =>
  after?.kind === "asked"
    ? {
        ar: `بعد الجواب تنظر ${institution.ar} في الطلب وتقرر.`,
        en: `After the answer the ${institution.en} looks at it and decides.`,
      }
    : {
        ar: `بعدها تنظر ${institution.ar} في الطلب وتقرر.`,
        en: `Then the ${institution.en} looks at it and decides.`,
      };

const asked = (institutions: readonly string[], { institutionName }: Names): Text => {
  const names = listedNames(institutions.map(institutionName));
  return { ar: `بعدها تُسأل: ${names.ar}.`, en: `Then these are asked: ${names.en}.` };
};

const payment = (then: Following | undefined): Text => {
  if (then?.kind !== "ended" || !then.granted) return texts.pay;
  return then.documents > 0 ? texts.payThenDocument : texts.payThenDone;
};

/** The end is told with the payment that leads there; here, where it is now or after an answer. */
const ending = (end: Following & { kind: "ended" }, after: Following | undefined): Text[] => {
  if (!end.granted) return [];
  if (after?.kind === "asked") {
    return [end.documents > 0 ? texts.clearThenDocument : texts.clearThenDone];
  }
  return after === undefined && end.documents > 0 ? [texts.documentNow] : [];
};

/**
 * What happens next, a sentence each. Where the case stands is said in the service's own words,
 * `stated`; only that the fee has to be paid is said alike everywhere.
 */
export const sayWhatFollows = (
  follows: readonly Following[],
  stated: Text | undefined,
  names: Names,
): Text[] => {
  const first = follows[0]?.kind === "payment" || !stated ? [] : [stated];
  const rest = follows.flatMap((each, at): Text[] => {
    if (each.kind === "payment") return [payment(follows[at + 1])];
    if (each.kind === "ended") return ending(each, follows[at - 1]);
    if (at === 0) return [];
    return [
      each.kind === "asked" ? asked(each.institutions, names) : decided(names, follows[at - 1]),
    ];
  });
  return [...first, ...rest];
};

/** Whether somebody's work is before it, which takes its time. */
export const waitsForSomebody = (follows: readonly Following[]): boolean =>
  follows.some(({ kind }) => kind === "asked" || kind === "decided");
