import { formatDate } from "@gov/country/dates.ts";
import { formatPhone } from "@gov/country/phone.ts";
import { formatMoney } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { WireValue } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Value } from "./expression/value.ts";
import type { Field } from "./field-schema.ts";
import { modelOf, typeOfField } from "./model.ts";
import { fromWire } from "./wire-value.ts";

const both = (text: string): Text => ({ ar: text, en: text });
const notRecorded: Text = { ar: "غير مسجل", en: "Not recorded" };

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
    case "list": {
      const items = value.items.map(showValue);
      return {
        ar: items.map(({ ar }) => ar).join("، "),
        en: items.map(({ en }) => en).join(", "),
      };
    }
  }
};

const optionLabel = (
  options: readonly Readonly<{ value: string; label: Text }>[] | undefined,
  value: Value,
): Text | undefined =>
  value.type === "text"
    ? options?.find((option) => option.value === value.value)?.label
    : undefined;

/** An answer as people read it: the option's label, the date in words, the phone in groups. */
export const showAnswer = (field: Field, answer: WireValue | undefined): Text => {
  const value = fromWire(typeOfField(field), answer);
  if (value.type === "unknown") return { ar: "لم تُجب", en: "Not answered" };
  if (field.kind === "phone" && value.type === "text") return both(formatPhone(value.value));
  const options = field.kind === "choice" ? field.options : undefined;
  return optionLabel(options, value) ?? showValue(value);
};

/** The value of a name as people read it, with the labels its field or fact gives. */
export const showNamed = (definition: ServiceDefinition, name: string, value: Value): Text => {
  const model = modelOf(definition);
  const field = model.fields.get(name)?.field;
  const options = field?.kind === "choice" ? field.options : model.facts.get(name)?.fact.options;
  if (field?.kind === "phone" && value.type === "text") return both(formatPhone(value.value));
  return optionLabel(options, value) ?? showValue(value);
};
