import type { Lang, Text } from "@gov/kit/text.ts";
import { fieldId } from "@gov/kit/ui/field-frame.ts";
import { attributes, html, nothing, safeHref, words } from "@gov/kit/ui/html.ts";
import type { Html, Link, Words } from "@gov/kit/ui/html.ts";
import { listTexts } from "./console-texts.ts";

type Named = Readonly<{ name: string; label: Text; value: string; error?: Text | undefined }>;

/** One narrow control of a filter. */
export type FilterControl = Named &
  Readonly<
    | { kind: "search" | "day" | "moment" }
    | { kind: "choice"; options: readonly Readonly<{ value: string; label: Words }>[] }
  >;

const inputTypes = { search: "search", day: "date", moment: "datetime-local" } as const;

const controlHtml = (control: FilterControl, lang: Lang): Html => {
  const id = fieldId(control.name);
  const marks = {
    id,
    name: control.name,
    "aria-invalid": control.error ? "true" : undefined,
    "aria-describedby": control.error ? `${id}-error` : undefined,
  };
  if (control.kind === "choice") {
    return html`<select ${attributes(marks)}>
      <option value="">${listTexts.any[lang]}</option>
      ${control.options.map(
        ({ value, label }) =>
          html`<option ${attributes({ value, selected: value === control.value })}>
            ${words(label, lang)}
          </option>`,
      )}
    </select>`;
  }
  return html`<input
    ${attributes({
      ...marks,
      type: inputTypes[control.kind],
      value: control.value,
      maxlength: control.kind === "search" ? 100 : undefined,
      dir: control.kind === "search" ? "auto" : "ltr",
    })}
  />`;
};

const field = (control: FilterControl, lang: Lang): Html => {
  const id = fieldId(control.name);
  return html`<div class="field${control.error ? " bad" : ""}">
    <label for="${id}">${words(control.label, lang)}</label>${
      control.error
        ? html`<p class="error" id="${id}-error">${words(control.error, lang)}</p>`
        : nothing
    }${controlHtml(control, lang)}
  </div>`;
};

/** Filters beside each other. They are the page's address: a link to the page keeps them. */
export const filterForm = (input: {
  action: string;
  lang: Lang;
  label: Text;
  controls: readonly FilterControl[];
  submit: Text;
  clear?: Link | undefined;
}): Html =>
  html`<form
    class="filters"
    role="search"
    action="${safeHref(input.action)}"
    aria-label="${input.label[input.lang]}"
  >
    ${input.controls.map((control) => field(control, input.lang))}
    <div class="row">
      <button class="btn secondary">${words(input.submit, input.lang)}</button>${
        input.clear
          ? html`<a href="${safeHref(input.clear.href)}">${words(input.clear.text, input.lang)}</a>`
          : nothing
      }
    </div>
  </form>`;
