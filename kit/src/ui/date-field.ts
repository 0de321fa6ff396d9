import { t } from "../text.ts";
import { fieldId, grouped, type FieldWords } from "./field-frame.ts";
import { attributes, html, type Html } from "./html.ts";
import { uiTexts } from "./texts.ts";
import type { TypedDate } from "./typed-date.ts";

const boxes = [
  { part: "day", maxlength: 2, birthday: "bday-day" },
  { part: "month", maxlength: 2, birthday: "bday-month" },
  { part: "year", maxlength: 4, birthday: "bday-year" },
] as const;

/**
 * A date in three boxes, day, month and year, named `name-day`, `name-month`, `name-year`:
 * quicker and surer than a calendar for a date people know. Read it with `typedDate`.
 */
export const dateField = (
  field: FieldWords & Readonly<{ value?: TypedDate | undefined; birthday?: boolean | undefined }>,
): Html =>
  grouped(
    field,
    html`<div class="date">
      ${boxes.map(({ part, maxlength, birthday }) => {
        const id = part === "day" ? fieldId(field.name) : `${fieldId(field.name)}-${part}`;
        const input = attributes({
          id,
          name: `${field.name}-${part}`,
          value: field.value?.[part] ?? "",
          class: part,
          dir: "ltr",
          inputmode: "numeric",
          maxlength,
          autocomplete: field.birthday ? birthday : undefined,
          "aria-invalid": field.error ? "true" : undefined,
        });
        return html`<div>
          <label for="${id}">${t(uiTexts[part], field.lang)}</label><input ${input} />
        </div>`;
      })}
    </div>`,
  );
