import { typedDate } from "@gov/kit/ui/typed-date.ts";
import type { Field, Group, Page, PlainField } from "@gov/services/language/field-schema.ts";
import { entryCount } from "@gov/services/language/read-group.ts";
import { otherName, otherValue } from "./records-html.ts";
import { addressParts, type Typed } from "./typed-values.ts";

type Form = Readonly<Record<string, unknown>>;

const textOf = (form: Form, name: string): string => {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof one === "string" ? one : "";
};

const dateOf = (form: Form, place: string): string => {
  const { day, month, year } = typedDate(form, place);
  return [day, month, year].every((part) => part.trim() === "") ? "" : `${day}/${month}/${year}`;
};

const readPlain = (field: Field | PlainField, form: Form, place: string): Typed => {
  if (field.kind === "date") return { [place]: dateOf(form, place) };
  if (field.kind === "address") {
    const names = addressParts.map((part) => `${place}.${part}`);
    return Object.fromEntries(names.map((name) => [name, textOf(form, name)]));
  }
  const text = textOf(form, place);
  const own = "optionsFrom" in field && (text === otherValue || text === "");
  return { [place]: own ? textOf(form, otherName(place)) : text };
};

const readEntries = (group: Group, form: Form): Typed => {
  const name = `${group.code}.count`;
  const count = entryCount(group, { [name]: textOf(form, name) });
  const entries = Array.from({ length: count }, (_, index) =>
    group.fields.map((field) => readPlain(field, form, `${group.code}.${index}.${field.code}`)),
  );
  return Object.assign({ [name]: String(count) }, ...entries.flat()) as Typed;
};

/** What a page's form sent, one text a box, as the service language reads it. */
export const readForm = (page: Page, form: Form): Typed =>
  Object.assign(
    {},
    ...page.fields.map((field): Typed => {
      if (field.kind === "file") return {};
      if (field.kind === "group") return readEntries(field, form);
      return readPlain(field, form, field.code);
    }),
  ) as Typed;

const wasSent = (form: Form, name: string): boolean =>
  [name, `${name}-year`, otherName(name)].some((each) => Object.hasOwn(form, each));

/** The same of a form that was cut short: what did not arrive stays as it was. */
export const readCutForm = (page: Page, form: Form, before: Typed): Typed => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(readForm(page, form)).filter(([name]) => wasSent(form, name)),
  ),
});
