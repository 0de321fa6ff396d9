import type { CaseData, WireValue } from "./case-data.ts";
import { decideShown } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";

/**
 * What is known without the answers to questions that do not stand: on a hidden page or field
 * the answer is null, whatever was typed before; so are the facts of a registry that is not asked.
 * Conditions name earlier questions only (proved
 * at publication), so one pass in order settles all.
 */
export const settle = (definition: ServiceDefinition, data: CaseData): CaseData => {
  const answers: Record<string, WireValue> = {};
  const facts: Record<string, WireValue> = { ...data.facts };
  const settled: CaseData = { answers, facts, today: data.today };
  const conditional = definition.bindings.filter(({ when }) => when !== undefined);
  const passOver = (): void => {
    for (const binding of conditional) {
      if (decideShown(definition, binding.when, settled).shown !== false) continue;
      for (const { name } of binding.facts) facts[name] = null;
    }
  };
  for (const page of definition.pages) {
    passOver();
    const pageShown = decideShown(definition, page.showIf, settled).shown;
    const confirmation = `confirmed.${page.code}`;
    const confirmed = data.answers[confirmation];
    if (confirmed !== undefined) answers[confirmation] = confirmed;
    for (const field of page.fields) {
      const stands = pageShown && decideShown(definition, field.showIf, settled).shown;
      const answer = Object.hasOwn(data.answers, field.code) ? data.answers[field.code] : undefined;
      if (stands === false) answers[field.code] = null;
      else if (answer !== undefined) answers[field.code] = answer;
    }
  }
  passOver();
  return settled;
};
