import { formatAmount } from "@gov/kit/money.ts";
import type {
  CaseData,
  WireEntry,
  WireScalar,
  WireValue,
} from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Field, Group, Page, PlainField } from "@gov/services/language/field-schema.ts";
import { pageState, prefillFor } from "@gov/services/language/pages.ts";
import type { RawInput } from "@gov/services/language/validate-page.ts";
import type { Answers } from "#src/case/case.ts";

/** What stands in a form's boxes, by name; the same that the form sends back. */
export type Typed = Readonly<Record<string, string>>;

export const addressParts = ["governorate", "locality", "street"] as const;

const scalarText = (value: WireScalar): string => {
  if (value === null) return "";
  if (typeof value !== "object") return value === true ? "yes" : String(value);
  if ("currency" in value) {
    return formatAmount({ amountMinor: BigInt(value.amountMinor), currency: value.currency });
  }
  return "ar" in value ? value.ar : "";
};

const plainTyped = (field: Field | PlainField, value: WireScalar, place: string): Typed => {
  if (field.kind !== "address") return { [place]: scalarText(value) };
  const address = typeof value === "object" && value && "governorate" in value ? value : undefined;
  return Object.fromEntries(
    addressParts.map((part) => [`${place}.${part}`, address?.[part] ?? ""]),
  );
};

const entryTyped = (group: Group, entry: WireEntry, index: number): Typed =>
  Object.assign(
    {},
    ...group.fields.map((field) =>
      plainTyped(field, entry[field.code] ?? null, `${group.code}.${index}.${field.code}`),
    ),
  ) as Typed;

/** An answer as its form would send it, so that it can be shown and changed. */
export const typedOfAnswer = (field: Field, answer: WireValue): Typed => {
  // Files are the server's: no form says what they are.
  if (field.kind === "file") return {};
  if (field.kind !== "group") return plainTyped(field, answer as WireScalar, field.code);
  const entries = Array.isArray(answer) ? (answer as readonly WireEntry[]) : [];
  return Object.assign(
    { [`${field.code}.count`]: String(entries.length) },
    ...entries.map((entry, index) => entryTyped(field, entry, index)),
  ) as Typed;
};

const wasTyped = (field: Field, typed: RawInput): boolean => {
  if (field.kind === "group") return typed[`${field.code}.count`] !== undefined;
  if (field.kind === "address") return typed[`${field.code}.governorate`] !== undefined;
  return typed[field.code] !== undefined;
};

const belongsTo = (field: Field, name: string): boolean =>
  name === field.code || name.startsWith(`${field.code}.`);

/** Before anything is typed: as many empty entries as there must be. */
const firstTyped = (
  definition: ServiceDefinition,
  field: Field,
  required: boolean,
  data: CaseData,
): Typed => {
  if (field.kind === "file" || field.kind === "address") return {};
  if (field.kind !== "group") return { [field.code]: prefillFor(definition, field, data) };
  return { [`${field.code}.count`]: String(required ? (field.least ?? 1) : 0) };
};

/** What stands in a page's boxes: what was last typed, else the answers, else what is known. */
export const typedOfPage = (
  definition: ServiceDefinition,
  page: Page,
  known: Readonly<{ typed?: Typed | undefined; answers: Answers; data: CaseData }>,
): Typed => {
  const { typed = {}, answers, data } = known;
  const { fields } = pageState(definition, page, data);
  const required = new Set(fields.filter((each) => each.required).map(({ field }) => field.code));
  return Object.assign(
    {},
    ...page.fields.map((field): Typed => {
      if (wasTyped(field, typed)) {
        return Object.fromEntries(Object.entries(typed).filter(([name]) => belongsTo(field, name)));
      }
      const answer = answers[field.code];
      return answer === undefined
        ? firstTyped(definition, field, required.has(field.code), data)
        : typedOfAnswer(field, answer);
    }),
  ) as Typed;
};
