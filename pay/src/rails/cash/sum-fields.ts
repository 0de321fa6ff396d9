import { currencies } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { textField } from "@gov/kit/ui/fields.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { deskTexts } from "./desk-texts.ts";

const options = Object.entries(currencies).map(([value, { sign }]) => ({ value, label: sign }));

/** An amount and its currency, where the page does not know the currency beforehand. */
export const sumFields = (
  lang: Lang,
  typed: Readonly<{ amount: string; currency: string; error?: Text | undefined; hint?: Text }>,
): Html =>
  html`${textField({
    name: "amount",
    lang,
    label: deskTexts.amount,
    hint: typed.hint,
    value: typed.amount.slice(0, 40),
    inputmode: "decimal",
    dir: "ltr",
    width: "short",
    autocomplete: "off",
    ...(typed.error ? { error: typed.error } : {}),
  })}${radiosField({
    name: "currency",
    lang,
    label: deskTexts.currency,
    inline: true,
    value: typed.currency,
    options,
  })}`;
