import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { evaluate } from "@gov/services/language/evaluate.ts";
import type { Field } from "@gov/services/language/field-schema.ts";
import { prefillFor } from "@gov/services/language/pages.ts";
import type { Fact } from "#src/case/case.ts";
import type { Application } from "./application.ts";
import { applyTexts } from "./apply-texts.ts";
import type { Frame } from "@gov/kit/ui/page.ts";

type PrefillInput = Readonly<{
  definition: ServiceDefinition;
  application: Application;
  data: CaseData;
  frame: Frame;
}>;

/** The registry's answer that a field's first value was taken from. */
const factBehind = (
  { definition, application, data }: PrefillInput,
  field: Field,
): Fact | undefined => {
  if (field.prefill === undefined || prefillFor(definition, field, data) === "") return undefined;
  const found = evaluate(definition, field.prefill, data);
  const names = new Set(found.ok ? found.value.because : []);
  const binding = definition.bindings.find(({ facts }) =>
    facts.some(({ name }) => names.has(name)),
  );
  return binding && application.facts[binding.code];
};

/** Under a field that came filled in: which registry said so and when, and that it may be changed. */
export const prefillSource = (input: PrefillInput, field: Field): Html | undefined => {
  const { lang } = input.frame;
  const fact = factBehind(input, field);
  if (fact?.outcome !== "answered") return undefined;
  const at = dateTime(new Date(fact.at), lang);
  const { from, changeIt } = applyTexts;
  const comma = lang === "ar" ? "، " : ", ";
  return html`<p class="source">
    ${words(from, lang)} ${words(fact.source, lang)}${comma}${at}. ${words(changeIt, lang)}
  </p>`;
};
