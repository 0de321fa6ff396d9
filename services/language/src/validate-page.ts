import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { confirmationKey } from "./bindings.ts";
import type { CaseData, WireValue, WireValues } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate } from "./evaluate.ts";
import { isNo } from "./expression/value.ts";
import type { Page } from "./field-schema.ts";
import { pageState } from "./pages.ts";
import { readField, type FieldErrors, type RawInput } from "./read-field.ts";
import { readGroup } from "./read-group.ts";

export type { FieldErrors, RawInput } from "./read-field.ts";

/** A rule speaks only when it fails; while something it names is unknown, it does not. */
const fails = (definition: ServiceDefinition, rule: string, data: CaseData): boolean => {
  const result = evaluate(definition, rule, data);
  return !result.ok || isNo(result.value.value);
};

/** Reads the fields one after the other, since earlier answers decide which later ones stand. */
const readFields = (
  definition: ServiceDefinition,
  page: Page,
  raw: RawInput,
  data: CaseData,
): { answers: Record<string, WireValue>; errors: Record<string, Text> } => {
  const answers: Record<string, WireValue> = {};
  const errors: Record<string, Text> = {};
  for (const field of page.fields) {
    const soFar = { ...data, answers: { ...data.answers, ...answers, [field.code]: null } };
    const shown = pageState(definition, page, soFar).fields.find((each) => each.field === field);
    if (!shown) {
      answers[field.code] = null;
      continue;
    }
    const read =
      field.kind === "group"
        ? readGroup(definition, field, raw, shown.required, soFar)
        : readField(field, raw, field.code, shown.required);
    Object.assign(errors, read.errors);
    if (Object.keys(read.errors).length === 0) answers[field.code] = read.value;
  }
  return { answers, errors };
};

/**
 * Checks one page's form. Gives the answers to store (digits normalised; null for what stayed
 * empty or is hidden; the confirmation, on a page that confirms facts), or an error for each
 * field, in both languages.
 */
export const validatePage = (
  definition: ServiceDefinition,
  pageCode: string,
  raw: RawInput,
  data: CaseData,
): Result<WireValues, FieldErrors> => {
  const page = definition.pages.find(({ code }) => code === pageCode);
  if (!page) return ok({});
  const { answers, errors } = readFields(definition, page, raw, data);
  const after: CaseData = { ...data, answers: { ...data.answers, ...answers } };
  for (const field of page.fields) {
    if (answers[field.code] === undefined || answers[field.code] === null) continue;
    const broken = field.validate?.find(({ rule }) => fails(definition, rule, after));
    if (broken) errors[field.code] = broken.message;
  }
  for (const { rule, message, field } of page.validate ?? []) {
    if (errors[field] === undefined && fails(definition, rule, after)) errors[field] = message;
  }
  if (Object.keys(errors).length > 0) return err(errors);
  if (page.confirms !== undefined) {
    answers[`confirmed.${page.code}`] = confirmationKey(definition, page, after);
  }
  return ok(answers);
};
