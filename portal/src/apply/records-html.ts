import type { Lang, Text } from "@gov/kit/text.ts";
import { radiosField, selectField } from "@gov/kit/ui/choice-fields.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import type { FieldWords } from "@gov/kit/ui/field-frame.ts";
import { codeField, textField } from "@gov/kit/ui/fields.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import type { FieldOption } from "@gov/services/language/field-options.ts";

/** The value of the choice that opens a box to type in. */
export const otherValue = "-";
/** The name of the box beside the records of a register. */
export const otherName = (place: string): string => `${place}.other`;

/** More records than this go into a list to open. */
const maxRadios = 8;

export const plateHint: Text = { ar: "مثال: 7-4821-H", en: "For example 7-4821-H" };

const otherTexts = {
  plate: {
    choice: { ar: "مركبة أخرى", en: "Another vehicle" },
    label: { ar: "رقم المركبة", en: "Plate number" },
  },
  text: {
    choice: { ar: "غير ما في القائمة", en: "Something else" },
    label: { ar: "اكتبه هنا", en: "Write it here" },
  },
} as const;

type RecordsInput = Readonly<{
  common: FieldWords;
  kind: "plate" | "text";
  value: string;
  options: readonly FieldOption[];
}>;

const otherBox = ({ common, kind }: RecordsInput, value: string, lang: Lang): Html => {
  const box = { name: otherName(common.name), lang, label: otherTexts[kind].label, value };
  return kind === "plate" ? codeField({ ...box, hint: plateHint }) : textField(box);
};

const optionLabel = ({ value, label }: FieldOption, kind: "plate" | "text", lang: Lang): Html => {
  const shown = bdi(value, kind === "plate" ? "plate" : "auto");
  return label[lang] === "" ? shown : html`${shown} · ${words(label, lang)}`;
};

/** What a register holds of the person, to choose from, and a box for what it does not hold. */
export const recordsField = (input: RecordsInput): Html => {
  const { common, kind, options } = input;
  const { lang } = common;
  const known = options.some(({ value }) => value === input.value);
  const typed = known || input.value === otherValue ? "" : input.value;
  const box = otherBox(input, typed, lang);
  if (options.length > maxRadios) {
    const listed = options.map(({ value, label }) => ({
      value,
      label: `${value} · ${label[lang]}`,
    }));
    return html`${selectField({ ...common, value: known ? input.value : "", options: listed })}
    ${box}`;
  }
  return radiosField({
    ...common,
    value: known ? input.value : typed === "" ? undefined : otherValue,
    options: [
      ...options.map((option) => ({
        value: option.value,
        label: optionLabel(option, kind, lang),
      })),
      { value: otherValue, label: otherTexts[kind].choice, reveals: box },
    ],
  });
};
