import { typedDate } from "@gov/kit/ui/typed-date.ts";
import type { Page } from "@gov/services/language/field-schema.ts";
import type { RawInput } from "@gov/services/language/validate-page.ts";
import { otherName, otherValue } from "./field-html.ts";

type Form = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => {
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof one === "string" ? one : "";
};

const dateOf = (form: Form, code: string): string => {
  const { day, month, year } = typedDate(form, code);
  return [day, month, year].every((part) => part.trim() === "") ? "" : `${day}/${month}/${year}`;
};

/** What a page's form sent, one text a field, as the service language reads it. */
export const readForm = (page: Page, form: Form): RawInput =>
  Object.fromEntries(
    page.fields.map((field) => {
      if (field.kind === "date") return [field.code, dateOf(form, field.code)];
      const text = textOf(form[field.code]);
      const own = field.kind === "plate" && text === otherValue;
      return [field.code, own ? textOf(form[otherName(field.code)]) : text];
    }),
  );
