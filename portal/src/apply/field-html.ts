import { governorateCodes, governorates } from "@gov/country/governorates.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { addressField } from "@gov/kit/ui/address-field.ts";
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
import type { FieldWords } from "@gov/kit/ui/field-frame.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { splitDate, type TypedDate } from "@gov/kit/ui/typed-date.ts";
import type { Field } from "@gov/services/language/field-schema.ts";
import type { FieldOption } from "@gov/services/language/field-options.ts";
import type { FieldErrors } from "@gov/services/language/validate-page.ts";
import { plateHint, recordsField } from "./records-html.ts";
import { addressParts, type Typed } from "./typed-values.ts";

/** A question answered by itself: neither files nor entries. */
export type SingleField = Exclude<Field, { kind: "file" | "group" }>;

/** A field as its page shows it. */
export type FieldView = Readonly<{
  field: SingleField;
  required: boolean;
  lang: Lang;
  /** Its name in the form: its code, or `children.0.birthDate`. */
  place: string;
  /** What stands in the page's boxes. */
  typed: Typed;
  errors: FieldErrors;
  /** The only question of its page: its label is the heading. */
  alone: boolean;
  /** Records of a register to choose from. */
  options: readonly FieldOption[];
  /** Why it is asked. */
  why?: Html | undefined;
}>;

/** More choices than this go into a list to open. */
const maxRadios = 8;

const ibanHint: Text = {
  ar: "مثال: PS92 PALS 0000 0000 0400 1234 5670 2",
  en: "For example PS92 PALS 0000 0000 0400 1234 5670 2",
};

const governorateChoices = governorateCodes.map((code) => ({
  value: code,
  label: governorates[code],
}));

/** `31/1/2026` as typed, or an ISO date, in the boxes of the date field. */
const dateBoxes = (value: string): TypedDate => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return splitDate(value);
  const [day = "", month = "", year = ""] = value.split("/");
  return { day, month, year };
};

const commonOf = (view: FieldView): FieldWords => ({
  name: view.place,
  lang: view.lang,
  label: view.field.label,
  hint: view.field.hint,
  why: view.why,
  error: view.errors[view.place],
  optional: !view.required,
  asHeading: view.alone,
});

const choiceHtml = (view: FieldView, value: string): Html => {
  const { field } = view;
  if (field.kind !== "choice") throw new Error("not a choice");
  const common = { ...commonOf(view), value: value || undefined };
  return field.options.length <= maxRadios
    ? radiosField({ ...common, options: field.options })
    : selectField({ ...common, options: field.options });
};

const addressHtml = (view: FieldView): Html => {
  const { place, typed, errors } = view;
  const [governorate, locality, street] = addressParts.map((part) => `${place}.${part}`) as [
    string,
    string,
    string,
  ];
  return addressField({
    ...commonOf(view),
    governorates: governorateChoices,
    value: {
      governorate: typed[governorate] ?? "",
      locality: typed[locality] ?? "",
      street: typed[street] ?? "",
    },
    errors: {
      ...(errors[governorate] ? { governorate: errors[governorate] } : {}),
      ...(errors[locality] ? { locality: errors[locality] } : {}),
      ...(errors[street] ? { street: errors[street] } : {}),
    },
  });
};

/** One field of a service's page, in the control that suits its kind. */
export const fieldHtml = (view: FieldView): Html => {
  const { field, options } = view;
  const common = commonOf(view);
  const value = view.typed[view.place] ?? "";
  switch (field.kind) {
    case "text":
      if (options.length > 0) return recordsField({ common, kind: "text", value, options });
      return field.lines === undefined
        ? textField({ ...common, value })
        : textareaField({ ...common, value, rows: field.lines });
    case "number":
      return numberField({ ...common, value, unit: field.unit });
    case "money":
      return moneyField({ ...common, value, currency: field.currency });
    case "date":
      return dateField({ ...common, value: dateBoxes(value) });
    case "choice":
      return choiceHtml(view, value);
    case "nationalId":
      return numberField({ ...common, value });
    case "phone":
      return phoneField({ ...common, value });
    case "plate":
      return options.length > 0
        ? recordsField({ common, kind: "plate", value, options })
        : codeField({ ...common, hint: field.hint ?? plateHint, value });
    case "iban":
      return codeField({ ...common, hint: field.hint ?? ibanHint, value, width: "full" });
    case "address":
      return addressHtml(view);
    case "email":
      return emailField({ ...common, value });
    case "declaration":
      return declarationField({ ...common, checked: ["yes", "true"].includes(value) });
  }
};
