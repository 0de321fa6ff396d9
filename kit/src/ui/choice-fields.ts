import { t } from "../text.ts";
import { describedBy, fieldId, grouped, labelled, type FieldWords } from "./field-frame.ts";
import { attributes, html, nothing, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

/** One thing to choose. `reveals` appears beneath it once it is chosen. */
export type Choice = Readonly<{
  value: string;
  label: Words;
  hint?: Words | undefined;
  reveals?: Html | undefined;
}>;

type Choices = FieldWords & Readonly<{ options: readonly Choice[] }>;

const choice = (
  field: FieldWords,
  option: Choice,
  index: number,
  type: "radio" | "checkbox",
  checked: boolean,
): Html => {
  // The first control carries the field's own id: the error summary leads there.
  const id = index === 0 ? fieldId(field.name) : `${fieldId(field.name)}-${index + 1}`;
  const input = attributes({
    type,
    id,
    name: field.name,
    value: option.value,
    checked,
    "aria-describedby": option.hint ? `${id}-about` : undefined,
  });
  return html`<div class="choice">
    <input ${input} /><label for="${id}">${words(option.label, field.lang)}</label>${
      option.hint
        ? html`<p class="hint" id="${id}-about">${words(option.hint, field.lang)}</p>`
        : nothing
    }${option.reveals ? html`<div class="reveals">${option.reveals}</div>` : nothing}
  </div>`;
};

/** One of a few: radio buttons, all in sight. */
export const radiosField = (
  field: Choices & Readonly<{ value?: string | undefined; inline?: boolean | undefined }>,
): Html =>
  grouped(
    field,
    html`<div class="choices${field.inline ? " inline" : ""}">
      ${field.options.map((option, index) =>
        choice(field, option, index, "radio", option.value === field.value),
      )}
    </div>`,
  );

/** Any number of a few. */
export const checkboxesField = (
  field: Choices & Readonly<{ value?: readonly string[] | undefined }>,
): Html =>
  grouped(
    field,
    html`<div class="choices">
      ${field.options.map((option, index) =>
        choice(field, option, index, "checkbox", field.value?.includes(option.value) ?? false),
      )}
    </div>`,
  );

/** One of many: a list that opens. Begins empty, so nothing is chosen by accident. */
export const selectField = (
  field: Choices & Readonly<{ value?: string | undefined; autocomplete?: string | undefined }>,
): Html =>
  labelled(
    field,
    html`<select
      ${attributes({
        id: fieldId(field.name),
        name: field.name,
        autocomplete: field.autocomplete,
        "aria-describedby": describedBy(field),
        "aria-invalid": field.error ? "true" : undefined,
      })}
    >
      <option value="">${t(uiTexts.chooseOne, field.lang)}</option>
      ${field.options.map(
        (option) =>
          html`<option
            ${attributes({
              value: option.value,
              selected: option.value === field.value,
            })}
          >
            ${words(option.label, field.lang)}
          </option>`,
      )}
    </select>`,
  );

/** A statement that a person makes by ticking it. The label is the statement itself. */
export const declarationField = (
  field: FieldWords & Readonly<{ value?: string | undefined; checked?: boolean | undefined }>,
): Html => {
  const id = fieldId(field.name);
  const input = attributes({
    type: "checkbox",
    id,
    name: field.name,
    value: field.value ?? "yes",
    checked: field.checked,
    "aria-describedby": describedBy(field),
    "aria-invalid": field.error ? "true" : undefined,
  });
  return html`<div class="field declaration${field.error ? " bad" : ""}">
    ${
      field.error
        ? html`<p class="error" id="${id}-error">
            <span class="vh">${t(uiTexts.errorBefore, field.lang)} </span
            >${words(field.error, field.lang)}
          </p>`
        : nothing
    }
    <div class="choice">
      <input ${input} /><label for="${id}">${words(field.label, field.lang)}</label>${
        field.hint
          ? html`<p class="hint" id="${id}-hint">${words(field.hint, field.lang)}</p>`
          : nothing
      }
    </div>
    ${
      field.why
        ? html`<p class="why" id="${id}-why">
            <b>${t(uiTexts.why, field.lang)}</b> ${words(field.why, field.lang)}
          </p>`
        : nothing
    }
  </div>`;
};
