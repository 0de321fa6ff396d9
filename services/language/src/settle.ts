import { bindingAsked } from "./binding-asked.ts";
import type { CaseData, WireValue } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { modelOf } from "./model.ts";

/** Data that is settled already, and for which definition: nothing is settled twice. */
const done = new WeakMap<CaseData, ServiceDefinition>();

/**
 * What is known without the answers to questions that do not stand: on a hidden page or field
 * the answer is null, whatever was typed before; so are the facts of a registry that is not
 * asked. Conditions name earlier questions only (proved at publication), so one pass in order
 * settles all.
 */
export const settle = (definition: ServiceDefinition, data: CaseData): CaseData => {
  if (done.get(data) === definition) return data;
  const answers: Record<string, WireValue> = {};
  const facts: Record<string, WireValue> = { ...data.facts };
  const settled: CaseData = { answers, facts, today: data.today };
  let standing = modelOf(definition).conditional;
  /** One registry's silence may silence the next, whichever stands first in the definition. */
  const passOver = (): void => {
    const still = standing.filter((binding) => {
      const asked = bindingAsked(definition, binding, settled) !== false;
      if (!asked) for (const { name } of binding.facts) facts[name] = null;
      return asked;
    });
    const changed = still.length < standing.length;
    standing = still;
    if (changed) passOver();
  };
  for (const page of definition.pages) {
    passOver();
    const pageShown = decide(definition, page.showIf, settled).holds;
    const confirmation = `confirmed.${page.code}`;
    const confirmed = data.answers[confirmation];
    if (confirmed !== undefined) answers[confirmation] = confirmed;
    for (const field of page.fields) {
      const stands = pageShown && decide(definition, field.showIf, settled).holds;
      const answer = Object.hasOwn(data.answers, field.code) ? data.answers[field.code] : undefined;
      if (stands === false) answers[field.code] = null;
      else if (answer !== undefined) answers[field.code] = answer;
    }
  }
  passOver();
  done.set(settled, definition);
  return settled;
};
