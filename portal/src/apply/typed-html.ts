import { governorates, isGovernorate } from "@gov/country/governorates.ts";
import type { Lang } from "@gov/kit/text.ts";
import { entryTitle } from "@gov/kit/ui/entry-group.ts";
import { html, words, type Html, type Words } from "@gov/kit/ui/html.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { Field, Page, PlainField } from "@gov/services/language/field-schema.ts";
import { entryCount } from "@gov/services/language/read-group.ts";
import { addressParts, type Typed } from "./typed-values.ts";

/** What stands at one place, as it was typed, right or not. */
const saidAt = (field: Field | PlainField, typed: Typed, place: string, lang: Lang): Words => {
  if (field.kind === "address") {
    const [code = "", ...rest] = addressParts.map((part) => typed[`${place}.${part}`] ?? "");
    const governorate = isGovernorate(code) ? governorates[code][lang] : code;
    return [governorate, ...rest].filter((part) => part !== "").join(lang === "ar" ? "، " : ", ");
  }
  const text = typed[place] ?? "";
  const option = field.kind === "choice" && field.options.find(({ value }) => value === text);
  return option ? option.label : text;
};

const isSaid = (said: Words): boolean => said !== "";

type Row = Readonly<{ key: Words; value: Words }>;

const rowsOf = (field: Field, typed: Typed, lang: Lang): Row[] => {
  if (field.kind === "file") return [];
  if (field.kind !== "group") {
    return [{ key: field.label, value: saidAt(field, typed, field.code, lang) }];
  }
  return Array.from({ length: entryCount(field, typed) }, (_, index) => {
    const parts = field.fields
      .map((part) => ({
        label: part.label,
        said: saidAt(part, typed, `${field.code}.${index}.${part.code}`, lang),
      }))
      .filter(({ said }) => isSaid(said));
    const value = html`<ul class="said">
      ${parts.map(({ label, said }) => html`<li>${words(label, lang)}: ${words(said, lang)}</li>`)}
    </ul>`;
    return { key: entryTitle(field.itemLabel, index), value };
  });
};

/** What stands in a page's boxes, to be read beside another state of the same page. */
export const typedHtml = (page: Page, typed: Typed, lang: Lang): Html =>
  summaryList(
    page.fields.flatMap((field) => rowsOf(field, typed, lang)).filter(({ value }) => isSaid(value)),
    lang,
    { boxed: true },
  );
