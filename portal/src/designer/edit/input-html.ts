import type { Lang, Text } from "@gov/kit/text.ts";
import { t } from "@gov/kit/text.ts";
import { currencies } from "@gov/kit/money.ts";
import { dateField } from "@gov/kit/ui/date-field.ts";
import { fieldId, grouped, labelled, type FieldWords } from "@gov/kit/ui/field-frame.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { checkboxesField, radiosField, selectField } from "@gov/kit/ui/choice-fields.ts";
import { moneyField, numberField, textareaField, textField } from "@gov/kit/ui/fields.ts";
import { editTexts as texts } from "./edit-texts.ts";
import type { Input } from "./inputs.ts";
import { ruleBox, type RuleView } from "./rule-html.ts";
import { controlName, typedDay, typedIn, type Typed } from "./typed.ts";

/** What the inputs of a form are drawn with. */
export type FormView = Readonly<{
  lang: Lang;
  typed: Typed;
  /** What is wrong beside a control: refused, or what the draft still lacks there. */
  errorAt: (name: string) => Text | undefined;
  ruleAt: (name: string) => RuleView;
}>;

const longText = (value: string): number => Math.min(8, Math.max(2, Math.ceil(value.length / 60)));

/** One language of a text: short ones on a line, long ones in a box. */
const half = (view: FormView, name: string, input: Input, lang: Lang, id: string): Html => {
  const value = typedIn(view.typed, `${name}.${lang}`);
  const common = {
    id,
    name: `${name}.${lang}`,
    lang,
    dir: lang === "ar" ? "rtl" : "ltr",
    "aria-describedby": view.errorAt(name) ? `${fieldId(name)}-error` : undefined,
  };
  const long = input.kind === "texts" && input.long === true;
  return html`<div class="half">
    <label for="${id}"
      >${t(lang === "ar" ? texts.arabic : texts.english, view.lang)}${
        value.trim() === "" && !input.optional
          ? html` <span class="tag waits">${t(texts.missing, view.lang)}</span>`
          : nothing
      }</label
    >
    ${
      long
        ? html`<textarea ${attributes({ ...common, rows: longText(value) })}>${value}</textarea>`
        : html`<input ${attributes({ ...common, value, type: "text" })} />`
    }
  </div>`;
};

/** A text in both languages, side by side where there is room. */
const textsField = (view: FormView, field: FieldWords, input: Input): Html => {
  const id = fieldId(field.name);
  // The first control carries the field's own id: errors lead there.
  return grouped(
    field,
    html`<div class="pair">
      ${half(view, field.name, input, "ar", id)}${half(view, field.name, input, "en", `${id}.en`)}
    </div>`,
  );
};

const requiredField = (view: FormView, field: FieldWords): Html => {
  const name = `${field.name}.rule`;
  const rule = ruleBox(view, { name, lang: view.lang, label: texts.theRule }, view.ruleAt(name));
  return radiosField({
    ...field,
    value: typedIn(view.typed, field.name),
    options: [
      { value: "always", label: texts.always },
      { value: "never", label: texts.never },
      { value: "where", label: texts.where, reveals: rule },
    ],
  });
};

const yesField = (view: FormView, field: FieldWords): Html => {
  const id = fieldId(field.name);
  const box = attributes({
    type: "checkbox",
    id,
    name: field.name,
    value: "yes",
    checked: typedIn(view.typed, field.name) !== "",
  });
  return html`<div class="choice">
    <input ${box} /><label for="${id}">${words(field.label, field.lang)}</label>
  </div>`;
};

const wholeField = (field: FieldWords, value: string, unit: Text | undefined, sign = ""): Html => {
  const affix = unit ? t(unit, field.lang) : sign;
  if (affix === "") return numberField({ ...field, value });
  const control = attributes({
    id: fieldId(field.name),
    name: field.name,
    value,
    class: "tiny-number",
    dir: "ltr",
    inputmode: "decimal",
  });
  return labelled(
    field,
    html`<div class="affixed"><input ${control} /><span class="affix">${affix}</span></div>`,
  );
};

/** One input with its label, hint, error and control. */
export const inputHtml = (view: FormView, input: Input, prefix: string): Html => {
  const name = controlName(prefix, input);
  const { lang, typed } = view;
  const field: FieldWords = {
    name,
    lang,
    label: input.label,
    hint: input.hint,
    error: view.errorAt(name),
    optional: input.optional,
  };
  const value = typedIn(typed, name);
  switch (input.kind) {
    case "texts":
      return textsField(view, field, input);
    case "rule":
      return ruleBox(view, field, view.ruleAt(name));
    case "required":
      return requiredField(view, field);
    case "yes":
      return yesField(view, field);
    case "date":
      return dateField({ ...field, value: typedDay(typed, name) });
    case "whole":
      return wholeField(field, value, input.unit);
    case "percent":
      return wholeField(field, value, undefined, "%");
    case "amount":
      return moneyField({
        ...field,
        value,
        currency: input.currency,
        placeholder: zero(input.currency),
      });
    case "one":
      return input.options.length > 5
        ? selectField({ ...field, options: input.options, value })
        : radiosField({ ...field, options: input.options, value, inline: true });
    case "several":
    case "picked":
      return checkboxesField({ ...field, options: input.options, value: typed[name] ?? [] });
    case "lines":
      return textareaField({ ...field, value, rows: 6 });
    case "name":
    case "line":
      return textField({ ...field, value, dir: input.dir, width: "half", spellcheck: false });
  }
};

const zero = (currency: keyof typeof currencies): string =>
  `0.${"0".repeat(currencies[currency].decimals)}`;
