import type { CaseData, WireValue } from './case-data.ts';
import type { ServiceDefinition } from './definition.ts';
import { holds } from './evaluate.ts';

/**
 * What is known without the answers to questions that no longer stand: a page or field that is
 * hidden now counts as not answered, whatever was typed before. Conditions name earlier
 * questions only (proved at publication), so one pass in order settles all.
 */
export const settle = (definition: ServiceDefinition, data: CaseData): CaseData => {
  const answers: Record<string, WireValue> = {};
  const settled: CaseData = { answers, facts: data.facts, today: data.today };
  for (const page of definition.pages) {
    if (page.showIf !== undefined && holds(definition, page.showIf, settled).holds === false)
      continue;
    const confirmation = `confirmed.${page.code}`;
    const confirmed = data.answers[confirmation];
    if (confirmed !== undefined) answers[confirmation] = confirmed;
    for (const field of page.fields) {
      const answer = Object.hasOwn(data.answers, field.code) ? data.answers[field.code] : undefined;
      if (answer === undefined) continue;
      if (field.showIf !== undefined && holds(definition, field.showIf, settled).holds === false)
        continue;
      answers[field.code] = answer;
    }
  }
  return settled;
};
