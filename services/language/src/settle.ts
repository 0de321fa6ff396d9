import type { CaseData, WireValue } from "./case-data.ts";
import { decideShown } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";

/**
 * What is known without the answers to questions that do not stand: on a hidden page or field
 * the answer is null, whatever was typed before. Conditions name earlier questions only (proved
 * at publication), so one pass in order settles all.
 */
export const settle = (definition: ServiceDefinition, data: CaseData): CaseData => {
  const answers: Record<string, WireValue> = {};
  const settled: CaseData = { answers, facts: data.facts, today: data.today };
  for (const page of definition.pages) {
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
  return settled;
};
