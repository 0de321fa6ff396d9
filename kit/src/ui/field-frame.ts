import { t, type Lang } from "../text.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

/** What every field says, whatever a person does in it. */
export type FieldWords = Readonly<{
  name: string;
  lang: Lang;
  label: Words;
  hint?: Words | undefined;
  /** Why we ask, in a sentence. */
  why?: Words | undefined;
  error?: Words | undefined;
  /** Marks the field as one that may stay empty. */
  optional?: boolean | undefined;
  /** The label is the page's heading: one question, one page. */
  asHeading?: boolean | undefined;
}>;

/** The address of a field within its page, where the error summary leads. */
export const fieldId = (name: string): string => `f-${name.replace(/[^\w.-]/g, "_")}`;

/** The ids that describe a field, in reading order. */
export const describedBy = ({ name, hint, why, error }: FieldWords): string | undefined => {
  const id = fieldId(name);
  const ids = [hint && `${id}-hint`, error && `${id}-error`, why && `${id}-why`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
};

const labelText = ({ label, optional, lang }: FieldWords): Html =>
  html`${words(label, lang)}${
    optional ? html` <small>${t(uiTexts.optional, lang)}</small>` : nothing
  }`;

const notes = ({ name, hint, error, lang }: FieldWords): Html => {
  const id = fieldId(name);
  return html`${hint ? html`<p class="hint" id="${id}-hint">${words(hint, lang)}</p>` : nothing}${
    error
      ? html`<p class="error" id="${id}-error">
          <span class="vh">${t(uiTexts.errorBefore, lang)} </span>${words(error, lang)}
        </p>`
      : nothing
  }`;
};

const reason = ({ name, why, lang }: FieldWords): Html =>
  why
    ? html`<p class="why" id="${fieldId(name)}-why">
        <b>${t(uiTexts.why, lang)}</b> ${words(why, lang)}
      </p>`
    : nothing;

/** A field of one control: label, hint, error, control, reason. */
export const labelled = (field: FieldWords, control: Html): Html => {
  const label = html`<label for="${fieldId(field.name)}">${labelText(field)}</label>`;
  return html`<div class="field${field.error ? " bad" : ""}">
    ${
      field.asHeading ? html`<h1 class="q">${label}</h1>` : label
    }${notes(field)}${control}${reason(field)}
  </div>`;
};

/**
 * A field of several controls: the question is the legend of the group. With `id` the group is
 * itself what an error leads to; without it its first control is.
 */
export const grouped = (
  field: FieldWords,
  controls: Html,
  { id = false }: Readonly<{ id?: boolean }> = {},
): Html => {
  const described = describedBy(field);
  const text = labelText(field);
  const legend = field.asHeading ? html`<h1 class="q">${text}</h1>` : text;
  return html`<fieldset
    class="field${field.error ? " bad" : ""}"
    ${id ? html` id="${fieldId(field.name)}" tabindex="-1"` : nothing}
    ${described ? html` aria-describedby="${described}"` : nothing}
  >
    <legend>${legend}</legend>
    ${notes(field)}${controls}${reason(field)}
  </fieldset>`;
};
