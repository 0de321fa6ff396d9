import type { Lang, Text } from "@gov/kit/text.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { catalogueTexts as texts } from "./catalogue-texts.ts";
import { institutionName, listedNames } from "./institution-names.ts";
import { askedBy } from "./services-by-need.ts";

/** How an application goes, from the first question to the document, a sentence a step. */
export const stepsOf = (definition: ServiceDefinition, catalogue: Catalogue): Text[] => {
  const { workflow, documents } = definition;
  const has = (kind: string): boolean => workflow.states.some((state) => state.kind === kind);
  const asked = askedBy(definition);
  const names = listedNames(asked.map((code) => institutionName(catalogue, code)));
  const named = (lang: Lang): string =>
    texts.stepAsked[lang].replace("{institutions}", names[lang]);
  return [
    texts.stepAnswer,
    ...(has("payment") ? [texts.stepPay] : []),
    ...(asked.length > 0 ? [{ ar: named("ar"), en: named("en") }] : []),
    ...(workflow.states.some(({ task }) => task) ? [texts.stepWork] : []),
    ...(documents.length > 0 ? [texts.stepGet] : []),
  ];
};
