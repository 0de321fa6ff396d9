import { currencies, type Currency } from "../money.ts";
import { t } from "../text.ts";
import { describedBy, fieldId, labelled, type FieldWords } from "./field-frame.ts";
import { attributes, html, plainWords, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

/** How wide a control is, in characters: what is expected shows in its size. */
export type FieldWidth = "full" | "half" | "short" | "tiny";

export type TextFieldInput = FieldWords &
  Readonly<{
    /** What was typed, whatever it was. */
    value?: string | undefined;
    autocomplete?: string | undefined;
    inputmode?: "text" | "numeric" | "decimal" | "tel" | "email" | "search" | undefined;
    /** The direction of what is typed: `ltr` for numbers and Latin words. */
    dir?: "ltr" | "rtl" | "auto" | undefined;
    width?: FieldWidth | undefined;
    maxlength?: number | undefined;
    placeholder?: string | undefined;
    spellcheck?: boolean | undefined;
    /** Typing begins here: for desks where the page has one field and a queue waits. */
    autofocus?: boolean | undefined;
  }>;

const inputAttributes = (field: TextFieldInput, type: string) =>
  attributes({
    id: fieldId(field.name),
    name: field.name,
    type,
    value: type === "password" ? undefined : (field.value ?? ""),
    class: field.width && field.width !== "full" ? field.width : undefined,
    dir: field.dir,
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    maxlength: field.maxlength,
    placeholder: field.placeholder && plainWords(field.placeholder, field.lang),
    spellcheck: field.spellcheck === false ? "false" : undefined,
    autofocus: field.autofocus,
    "aria-describedby": describedBy(field),
    "aria-invalid": field.error ? "true" : undefined,
  });

const control = (field: TextFieldInput, type = "text"): Html =>
  html`<input ${inputAttributes(field, type)} />`;

/** A line of text. */
export const textField = (field: TextFieldInput): Html => labelled(field, control(field));

/** A line of Latin letters and digits: identifiers, plates, addresses; no spelling help. */
export const codeField = (field: TextFieldInput): Html =>
  textField({ dir: "ltr", spellcheck: false, width: "half", ...field });

/** Whole digits: national identity number, count. Text underneath, so nothing typed is lost. */
export const numberField = (
  field: TextFieldInput & Readonly<{ unit?: Words | undefined }>,
): Html => {
  const { unit, ...plain } = field;
  const filled = {
    dir: "ltr",
    inputmode: "numeric",
    spellcheck: false,
    width: "short",
    ...plain,
  } as const;
  if (unit === undefined) return textField(filled);
  return labelled(
    filled,
    html`<div class="affixed">
      ${control(filled)}<span class="affix">${words(unit, field.lang)}</span>
    </div>`,
  );
};

/** A telephone number. */
export const phoneField = (field: TextFieldInput): Html =>
  labelled(
    field,
    control({ dir: "ltr", inputmode: "tel", autocomplete: "tel", width: "half", ...field }, "tel"),
  );

/** An e-mail address. */
export const emailField = (field: TextFieldInput): Html =>
  labelled(
    field,
    control({ dir: "ltr", inputmode: "email", autocomplete: "email", ...field }, "email"),
  );

/** An amount with its currency's sign beside it. */
export const moneyField = (field: TextFieldInput & Readonly<{ currency: Currency }>): Html => {
  const { currency, lang } = field;
  const input = control({ dir: "ltr", inputmode: "decimal", width: "short", ...field });
  const sign = html`<span class="affix" aria-hidden="true"
    >${currencies[currency].sign[lang]}</span
  >`;
  // As people write it: the dollar's sign first, the dinar's Arabic sign after, to the left.
  const direction = currency === "JOD" && lang === "ar" ? "rtl" : "ltr";
  const first = currency === "USD" || (currency === "JOD" && lang === "en");
  return labelled(
    field,
    html`<div class="affixed" dir="${direction}">
      ${first ? sign : ""}${input}${first ? "" : sign}
    </div>`,
  );
};

/** A password; the script adds a button that shows it. Never sent back to the page. */
export const passwordField = (field: Omit<TextFieldInput, "value">): Html => {
  const { lang } = field;
  const filled = { autocomplete: "current-password", dir: "ltr", width: "half", ...field } as const;
  const texts = attributes({
    "data-show": t(uiTexts.showPassword, lang),
    "data-hide": t(uiTexts.hidePassword, lang),
    "data-show-label": t(uiTexts.showPasswordLabel, lang),
    "data-hide-label": t(uiTexts.hidePasswordLabel, lang),
  });
  return labelled(
    field,
    html`<div class="affixed" data-password ${texts}>${control(filled, "password")}</div>`,
  );
};

/** The code that was sent by SMS or shown by an authenticator; phones offer to fill it in. */
export const oneTimeCodeField = (field: TextFieldInput): Html =>
  textField({
    dir: "ltr",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    spellcheck: false,
    width: "tiny",
    ...field,
  });

/** Several lines of text. */
export const textareaField = (field: TextFieldInput & Readonly<{ rows?: number }>): Html =>
  labelled(
    field,
    html`<textarea
      ${attributes({
        id: fieldId(field.name),
        name: field.name,
        rows: field.rows ?? 5,
        dir: field.dir ?? "auto",
        maxlength: field.maxlength,
        "aria-describedby": describedBy(field),
        "aria-invalid": field.error ? "true" : undefined,
      })}
    >
${field.value}</textarea>`,
  );

/** A value that travels with the form unseen. */
export const hiddenField = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;
