import { selectField, type Choice } from "./choice-fields.ts";
import { grouped, type FieldWords } from "./field-frame.ts";
import { textField } from "./fields.ts";
import { html, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type AddressParts = Readonly<{ governorate: string; locality: string; street: string }>;

/**
 * An address in three parts, named `name.governorate`, `name.locality`, `name.street`, each with
 * its own error.
 */
export const addressField = (
  field: FieldWords &
    Readonly<{
      value: AddressParts;
      governorates: readonly Choice[];
      errors: Readonly<Partial<Record<keyof AddressParts, Words>>>;
    }>,
): Html => {
  const { name, lang, value, errors } = field;
  const part = (key: keyof AddressParts) => ({
    name: `${name}.${key}`,
    lang,
    label: uiTexts[key],
    value: value[key],
    error: errors[key],
  });
  return grouped(
    field,
    html`<div class="parts">
      ${selectField({ ...part("governorate"), options: field.governorates })}
      ${textField({ ...part("locality"), autocomplete: "address-level2" })}
      ${textField({ ...part("street"), optional: true, autocomplete: "street-address" })}
    </div>`,
    { id: true },
  );
};
