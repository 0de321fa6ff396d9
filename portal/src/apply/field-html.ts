import type { Lang, Text } from "@gov/kit/text.ts";
import { declarationField, radiosField, selectField } from "@gov/kit/ui/choice-fields.ts";
import { dateField } from "@gov/kit/ui/date-field.ts";
import {
  codeField,
  emailField,
  moneyField,
  numberField,
  phoneField,
  textareaField,
  textField,
} from "@gov/kit/ui/fields.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { splitDate, type TypedDate } from "@gov/kit/ui/typed-date.ts";
import type { FieldOption } from "@gov/services/language/field-options.ts";
import type { ShownField } from "@gov/services/language/pages.ts";

/** A field as its page shows it. */
export type FieldView = Readonly<{
  shown: ShownField;
  lang: Lang;
  /** What stands in it: typed, answered or prefilled. */
  value: string;
  error?: Text;
  /** The only question of its page: its label is the heading. */
  alone: boolean;
  /** Records of a register to choose from. */
  options: readonly FieldOption[];
}>;

/** More choices than this go into a list to open. */
const maxRadios = 8;
/** The value of the radio that opens a box to type in. */
export const otherValue = "-";

const plateHint: Text = { ar: "مثال: 7-4821-H", en: "For example 7-4821-H" };
const other: Text = { ar: "مركبة أخرى", en: "Another vehicle" };
const otherLabel: Text = { ar: "رقم المركبة", en: "Plate number" };

/** `31/1/2026` as typed, or an ISO date, in the boxes of the date field. */
const dateBoxes = (value: string): TypedDate => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return splitDate(value);
  const [day = "", month = "", year = ""] = value.split("/");
  return { day, month, year };
};

/** The name of the box beside `other` of a field with choices. */
export const otherName = (code: string): string => `${code}.other`;

const ownRecords = (view: FieldView, common: ReturnType<typeof commonOf>): Html => {
  const known = view.options.some(({ value }) => value === view.value);
  const typed = known ? "" : view.value;
  const { code } = view.shown.field;
  return radiosField({
    ...common,
    value: known ? view.value : typed === "" ? undefined : otherValue,
    options: [
      ...view.options.map(({ value, label }) => ({
        value,
        label: html`${bdi(value, "plate")} · ${words(label, view.lang)}`,
      })),
      {
        value: otherValue,
        label: other,
        reveals: codeField({
          name: otherName(code),
          lang: view.lang,
          label: otherLabel,
          hint: plateHint,
          value: typed === otherValue ? "" : typed,
        }),
      },
    ],
  });
};

const commonOf = ({ shown: { field, required }, lang, error, alone }: FieldView) => ({
  name: field.code,
  lang,
  label: field.label,
  hint: field.hint,
  why: field.whyWeAsk,
  error,
  optional: !required,
  asHeading: alone,
});

const choiceHtml = (view: FieldView): Html => {
  const { field } = view.shown;
  if (field.kind !== "choice") throw new Error("not a choice");
  const common = { ...commonOf(view), value: view.value || undefined };
  return field.options.length <= maxRadios
    ? radiosField({ ...common, options: field.options })
    : selectField({ ...common, options: field.options });
};

/** One field of a service's page, in the control that suits its kind. */
export const fieldHtml = (view: FieldView): Html => {
  const { field } = view.shown;
  const common = commonOf(view);
  const { value } = view;
  switch (field.kind) {
    case "text":
      return field.lines === undefined
        ? textField({ ...common, value })
        : textareaField({ ...common, value, rows: field.lines });
    case "number":
      return numberField({ ...common, value });
    case "money":
      return moneyField({ ...common, value, currency: field.currency });
    case "date":
      return dateField({ ...common, value: dateBoxes(value) });
    case "choice":
      return choiceHtml(view);
    case "nationalId":
      return numberField({ ...common, value });
    case "phone":
      return phoneField({ ...common, value });
    case "plate":
      return view.options.length > 0
        ? ownRecords(view, common)
        : codeField({ ...common, hint: field.hint ?? plateHint, value });
    case "iban":
      return codeField({ ...common, value });
    case "address":
    case "file":
    case "group":
      // Shown by parts of their own.
      return nothing;
    case "email":
      return emailField({ ...common, value });
    case "declaration":
      return declarationField({ ...common, checked: ["yes", "true"].includes(value) });
  }
};
