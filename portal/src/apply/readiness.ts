import type { CaseData } from '@gov/services/language/case-data.ts';
import { eligibility } from '@gov/services/language/eligibility.ts';
import { pagesToAsk } from '@gov/services/language/pages.ts';
import type { Facts } from '#src/case/case.ts';
import type { ServiceDefinition } from '#src/catalogue/definition-queries.ts';

/**
 * Whether a draft can be sent: every page that applies is complete and nothing rules the person
 * out. What is unknown because a register is down does not stop it; the institution checks it.
 */
export const readyToSend = (
  definition: ServiceDefinition,
  facts: Facts,
  data: CaseData,
): boolean => {
  const asked = pagesToAsk(definition, data);
  if (asked.pages.some((page) => !page.complete)) return false;
  const verdict = eligibility(definition, data);
  if (verdict.outcome === 'ineligible') return false;
  return verdict.outcome === 'eligible' || Object.values(facts).some((f) => f.outcome === 'down');
};
