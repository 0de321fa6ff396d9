import { confirmationKey } from "./bindings.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate } from "./evaluate.ts";
import type { Field, Page } from "./field-schema.ts";
import { settle } from "./settle.ts";
import { toWire } from "./wire-value.ts";

/** A field that stands on a page now. */
export type ShownField = Readonly<{ field: Field; required: boolean }>;

/** A page that the person is asked, and whether it is answered. */
export type PageState = Readonly<{
  page: Page;
  fields: readonly ShownField[];
  complete: boolean;
}>;

export type PagesToAsk = Readonly<{
  pages: readonly PageState[];
  /** The first page that is not complete; null when all are. */
  next: PageState | null;
  /** Names that must become known before every page's condition can be decided. */
  waitingFor: readonly string[];
}>;

/** A field's condition or requirement that cannot be decided yet counts as not holding. */
const shownFields = (definition: ServiceDefinition, page: Page, data: CaseData): ShownField[] =>
  page.fields
    .filter(({ showIf }) => decide(definition, showIf, data).holds === true)
    .map((field) => ({
      field,
      required:
        typeof field.required === "string"
          ? decide(definition, field.required, data).holds === true
          : (field.required ?? true),
    }));

/** Answered: given, or, where it may stay empty, passed over (null). A declaration must be yes. */
const isAnswered = ({ field, required }: ShownField, data: CaseData): boolean => {
  const answer = data.answers[field.code];
  if (answer === undefined) return false;
  if (!required) return true;
  if (field.kind === "group") {
    return Array.isArray(answer) && answer.length >= (field.least ?? 1);
  }
  return field.kind === "declaration" ? answer === true : answer !== null;
};

const isConfirmed = (definition: ServiceDefinition, page: Page, data: CaseData): boolean => {
  const key = confirmationKey(definition, page, data);
  return key === "" || (key !== null && data.answers[`confirmed.${page.code}`] === key);
};

/** One page as it stands for this data, whether or not the path leads to it. */
export const pageState = (definition: ServiceDefinition, page: Page, data: CaseData): PageState => {
  const settled = settle(definition, data);
  const fields = shownFields(definition, page, settled);
  const complete =
    fields.every((field) => isAnswered(field, settled)) && isConfirmed(definition, page, settled);
  return { page, fields, complete };
};

/**
 * The pages this application is asked, in order, with what is answered. It is ready to be sent
 * when `next` is null and `waitingFor` is empty.
 */
export const pagesToAsk = (definition: ServiceDefinition, data: CaseData): PagesToAsk => {
  const settled = settle(definition, data);
  const waitingFor = new Set<string>();
  const pages: PageState[] = [];
  for (const page of definition.pages) {
    const shown = decide(definition, page.showIf, settled);
    if (shown.holds === true) pages.push(pageState(definition, page, settled));
    if (shown.holds === "waiting") for (const name of shown.because) waitingFor.add(name);
  }
  return {
    pages,
    next: pages.find(({ complete }) => !complete) ?? null,
    waitingFor: [...waitingFor],
  };
};

/** What stands in a field before the person types; empty when nothing is known. */
export const prefillFor = (definition: ServiceDefinition, field: Field, data: CaseData): string => {
  if (field.prefill === undefined) return "";
  const result = evaluate(definition, field.prefill, data);
  if (!result.ok) return "";
  const wire = toWire(result.value.value);
  return typeof wire === "string" || typeof wire === "number" ? String(wire) : "";
};
