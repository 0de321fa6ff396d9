import type { Lang, Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { valueNamed } from "./evaluate.ts";
import { showNamed } from "./show-value.ts";

const places = /\{([^{}\n]{1,120})\}/g;

/** The names a text mentions in braces. */
export const namesInText = (text: Text): string[] => [
  ...new Set(
    [text.ar, text.en].flatMap((words) => [...words.matchAll(places)].map((m) => m[1] ?? "")),
  ),
];

/**
 * Puts values in the place of `{plate}` and `{case.reference}`. Each stands between isolating
 * marks, so that a plate keeps its order inside Arabic; where nothing is known, a dash.
 */
export const fillText = (definition: ServiceDefinition, text: Text, data: CaseData): Text => {
  const fill = (lang: Lang): string =>
    text[lang].replace(places, (_, written: string) => {
      const { name, value } = valueNamed(definition, data, written);
      const shown = value.type === "unknown" ? "—" : showNamed(definition, name, value)[lang];
      return `\u2068${shown}\u2069`;
    });
  return { ar: fill("ar"), en: fill("en") };
};
