import type { Binding } from "./binding-schema.ts";
import type { CaseData } from "./case-data.ts";
import { decide, isOpen } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate } from "./evaluate.ts";

/** The expressions that a registry's question is made of. */
export const parametersOf = ({ path = [], query = [] }: Binding): string[] => [
  ...path,
  ...query.map(({ value }) => value),
];

/**
 * Whether a registry is asked: not where its condition does not hold, nor where a parameter is
 * known to be empty. `waiting` while the one or the other is still to be known.
 */
export const bindingAsked = (
  definition: ServiceDefinition,
  binding: Binding,
  data: CaseData,
): boolean | "waiting" => {
  let asked = decide(definition, binding.when, data).holds;
  for (const source of parametersOf(binding)) {
    if (asked === false) return false;
    const result = evaluate(definition, source, data);
    if (!result.ok || result.value.value.type !== "unknown") continue;
    const waits = result.value.because.some((name) => isOpen(definition, data, name));
    asked = waits ? "waiting" : false;
  }
  return asked;
};
