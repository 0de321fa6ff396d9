import { formatDate } from "@gov/country/dates.ts";
import { governorates, isGovernorate } from "@gov/country/governorates.ts";
import { formatIban } from "@gov/country/iban.ts";
import { formatPhone } from "@gov/country/phone.ts";
import { formatMoney } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { WireEntry, WireValue } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Value } from "./expression/value.ts";
import type { Field, Group } from "./field-schema.ts";
import { checkAnswers, modelOf, typeOfField } from "./model.ts";
import { fromWire } from "./wire-value.ts";

const both = (text: string): Text => ({ ar: text, en: text });
const notRecorded: Text = { ar: "غير مسجل", en: "Not recorded" };

const listed = (items: readonly Text[]): Text =>
  items.length === 0
    ? { ar: "لا يوجد", en: "None" }
    : { ar: items.map(({ ar }) => ar).join("، "), en: items.map(({ en }) => en).join(", ") };

/** A value as people read it, in both languages. */
export const showValue = (value: Value): Text => {
  switch (value.type) {
    case "unknown":
      return notRecorded;
    case "boolean":
      return value.value ? { ar: "نعم", en: "Yes" } : { ar: "لا", en: "No" };
    case "number":
      return both(String(value.value));
    case "text":
      return both(value.value);
    case "date":
      return { ar: formatDate(value.value, "ar"), en: formatDate(value.value, "en") };
    case "label":
      return { ar: value.ar, en: value.en };
    case "money": {
      const amount = { amountMinor: BigInt(value.value), currency: value.currency };
      return { ar: formatMoney(amount, "ar"), en: formatMoney(amount, "en") };
    }
    case "list":
      return listed(value.items.map(showValue));
  }
};

const optionLabel = (
  options: readonly Readonly<{ value: string; label: Text }>[] | undefined,
  value: Value,
): Text | undefined =>
  value.type === "text"
    ? options?.find((option) => option.value === value.value)?.label
    : undefined;

const notAnswered: Text = { ar: "لم تُجب", en: "Not answered" };

/** A group's entry: question and answer, one after the other. */
const showEntry = (group: Group, entry: WireEntry | null): Text => {
  const parts = group.fields
    .filter(({ code }) => (entry?.[code] ?? null) !== null)
    .map((field) => ({ label: field.label, shown: showAnswer(field, entry?.[field.code]) }));
  return {
    ar: parts.map(({ label, shown }) => `${label.ar}: ${shown.ar}`).join("؛ "),
    en: parts.map(({ label, shown }) => `${label.en}: ${shown.en}`).join("; "),
  };
};

/** A group's entries as people read them, one text an entry; none for other fields. */
export const showEntries = (field: Field, answer: WireValue | undefined): Text[] =>
  field.kind === "group" && Array.isArray(answer)
    ? (answer as readonly WireEntry[]).map((entry) => showEntry(field, entry))
    : [];

/** An answer as people read it: the option's label, the date in words, the phone in groups. */
export const showAnswer = (field: Field, answer: WireValue | undefined): Text => {
  if (field.kind === "group") {
    const entries = showEntries(field, answer);
    if (entries.length === 0) return notAnswered;
    return {
      ar: entries.map(({ ar }) => ar).join(" · "),
      en: entries.map(({ en }) => en).join(" · "),
    };
  }
  const value = fromWire(typeOfField(field), answer);
  if (value.type === "unknown") return notAnswered;
  return showOf(field, value);
};

const showOf = (field: Field | undefined, value: Value): Text => {
  if (field?.kind === "phone" && value.type === "text") return both(formatPhone(value.value));
  if (field?.kind === "iban" && value.type === "text") return both(formatIban(value.value));
  const options = field?.kind === "choice" ? field.options : undefined;
  return optionLabel(options, value) ?? showValue(value);
};

/** The field or the part of one that a name stands for: `children.kind` is the group's `kind`. */
const fieldNamed = (definition: ServiceDefinition, name: string): Field | undefined => {
  const [head = "", part] = name.split(".");
  const field = modelOf(definition).fields.get(head)?.field;
  if (part === undefined || field?.kind !== "group") return part === undefined ? field : undefined;
  return field.fields.find(({ code }) => code === part);
};

const isGovernoratePart = (definition: ServiceDefinition, name: string): boolean => {
  const [head = "", part] = name.split(".");
  return part === "governorate" && modelOf(definition).fields.get(head)?.field.kind === "address";
};

const checkWords = {
  clear: { ar: "لا اعتراض", en: "No objection" },
  objection: { ar: "اعتراض", en: "Objection" },
} as const satisfies Readonly<Record<(typeof checkAnswers)[number], Text>>;

/** The value of a name as people read it, with the labels its field or fact gives. */
export const showNamed = (definition: ServiceDefinition, name: string, value: Value): Text => {
  if (value.type === "list") {
    const isGroup = modelOf(definition).fields.get(name)?.field.kind === "group";
    if (isGroup && value.items.length > 0) return both(String(value.items.length));
    return listed(value.items.map((item) => showNamed(definition, name, item)));
  }
  if (value.type === "text" && isGovernoratePart(definition, name)) {
    return isGovernorate(value.value) ? governorates[value.value] : both(value.value);
  }
  if (
    value.type === "text" &&
    name.startsWith("check.") &&
    Object.hasOwn(checkWords, value.value)
  ) {
    return checkWords[value.value as keyof typeof checkWords];
  }
  const options = modelOf(definition).facts.get(name)?.fact.options;
  return optionLabel(options, value) ?? showOf(fieldNamed(definition, name), value);
};
