import type {
  CaseData,
  WireEntry,
  WireScalar,
  WireValue,
  WireValues,
} from "@gov/services/language/case-data.ts";
import type { FactDefinition } from "@gov/services/language/binding-schema.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Field, PlainField } from "@gov/services/language/field-schema.ts";

// A person of the sandbox: nobody's number, name or account.
const applicant: WireValues = {
  "applicant.nationalId": "400000006",
  "applicant.name": { ar: "ليلى محمود حسن النتشة", en: "Layla Mahmoud Hasan Al-Natsheh" },
  "applicant.phone": "+970599123456",
  "applicant.dateOfBirth": "1990-05-14",
};

const somePlaces = [
  { governorate: "RBH", locality: "رام الله", street: "شارع الإرسال" },
  { governorate: "HBN", locality: "الخليل", street: "شارع عين سارة" },
] as const;

const someWords = [
  { ar: "مثال", en: "Example" },
  { ar: "مثال آخر", en: "Another example" },
] as const;

const within = (value: number, min = -1_000_000, max = 1_000_000): number =>
  Math.min(Math.max(value, min), max);

/** An answer that its question would accept, another for each `turn`. */
const plainAnswer = (field: PlainField, today: string, turn: number): WireScalar => {
  switch (field.kind) {
    case "number":
      return within([4, 12, 30][turn % 3] ?? 4, field.min, field.max);
    case "money":
      return {
        amountMinor: field.minMinor ?? ["25000", "90000"][turn % 2] ?? "25000",
        currency: field.currency,
      };
    case "date":
      return turn % 2 === 0 ? (field.min ?? field.max ?? "1998-03-21") : (field.max ?? today);
    case "choice":
      return field.options[turn % Math.max(field.options.length, 1)]?.value ?? null;
    case "nationalId":
      return "400000006";
    case "phone":
      return "+970599123456";
    case "email":
      return "layla@example.ps";
    case "iban":
      return "PS92PALS000000000400123456702";
    case "plate":
      return "7-4821-H";
    case "address":
      return somePlaces[turn % somePlaces.length] ?? null;
    default:
      return someWords[turn % someWords.length]?.ar ?? null;
  }
};

const answerOf = (field: Field, today: string, turn: number): WireValue => {
  if (field.kind === "declaration") return true;
  if (field.kind === "file") {
    return [{ id: "sample", name: "مثال.pdf", mediaType: "application/pdf", sizeBytes: 48_000 }];
  }
  if (field.kind !== "group") return plainAnswer(field, today, turn);
  const entries = Math.min(Math.max(field.least ?? 0, (turn % 3) + 1), Math.max(field.most, 0));
  return Array.from({ length: entries }, (_, index): WireEntry =>
    Object.fromEntries(
      field.fields.map((inner) => [inner.code, plainAnswer(inner, today, turn + index)]),
    ),
  );
};

const factValue = (fact: FactDefinition, today: string, turn: number): WireValue => {
  switch (fact.type) {
    case "number":
      return [1600, 3, 0][turn % 3] ?? 0;
    case "boolean":
    case "presence":
      return turn % 2 === 0;
    case "date":
      return turn % 2 === 0 ? today : "2020-01-15";
    case "money":
      return { amountMinor: ["0", "15000"][turn % 2] ?? "0", currency: "ILS" };
    case "label":
      return someWords[turn % someWords.length] ?? null;
    case "choice":
      return fact.options?.[turn % fact.options.length]?.value ?? null;
    case "text":
      return someWords[turn % someWords.length]?.ar ?? null;
  }
};

/**
 * Made-up answers and facts for every name of a draft, so that its rules, fees and documents can
 * be tried before anyone applies. Another `turn` gives other values of the same kinds.
 */
export const sampleData = (draft: DraftDefinition, today: string, turn = 0): CaseData => {
  const fields = draft.pages.flatMap((page) => page.fields);
  const facts = draft.bindings.flatMap((binding) => binding.facts);
  const checks = draft.workflow.states.flatMap((state) => state.checks ?? []);
  return {
    today,
    answers: Object.fromEntries(fields.map((field) => [field.code, answerOf(field, today, turn)])),
    facts: {
      ...applicant,
      ...Object.fromEntries(facts.map((fact) => [fact.name, factValue(fact, today, turn)])),
      ...Object.fromEntries(checks.map(({ code }) => [`check.${code}`, "clear"])),
      "case.reference": `${draft.referencePrefix}-${today.slice(0, 4)}-00000042`,
      "case.issuedOn": today,
    },
  };
};
