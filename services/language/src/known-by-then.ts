import { parametersOf } from "./binding-asked.ts";
import type { Binding } from "./binding-schema.ts";
import type { ServiceDefinition } from "./definition.ts";
import { answerOf, modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { namesIn, proveExpression, type Placed } from "./prove-expressions.ts";

/** Known only once the application has been sent. */
const later = new Set(["fee.total", "case.reference", "case.issuedOn"]);

/** What must be known for a name to be: the whole answer for a part, the fact itself. */
const neededFor = (
  definition: ServiceDefinition,
  name: string,
  group?: string,
): string | undefined => {
  const model = modelOf(definition);
  const around = group === undefined ? undefined : model.fields.get(group)?.field;
  const [head] = name.split(".");
  if (around?.kind === "group" && around.fields.some(({ code }) => code === head)) return head;
  if (later.has(name) || name.startsWith("check.")) return name;
  if (model.facts.has(name)) return name;
  const answer = answerOf(model, name);
  return answer !== undefined && model.fields.has(answer) ? answer : undefined;
};

/** What a registry's question is made from. */
const askedBy = (definition: ServiceDefinition, binding: Binding): string[] =>
  [...(binding.when === undefined ? [] : [binding.when]), ...parametersOf(binding)]
    .flatMap((source) => namesIn(definition, source))
    .flatMap((name) => neededFor(definition, name) ?? []);

/** Whether a registry can be asked once so much is known. */
export const canBeAsked = (
  definition: ServiceDefinition,
  binding: Binding,
  known: ReadonlySet<string>,
): boolean => askedBy(definition, binding).every((name) => known.has(name));

/** These answers, and the facts of the registries that can be asked once they are given. */
export const knownAfter = (
  definition: ServiceDefinition,
  answers: ReadonlySet<string>,
): Set<string> => {
  const known = new Set(answers);
  for (const _ of definition.bindings) {
    for (const binding of definition.bindings) {
      if (!canBeAsked(definition, binding, known)) continue;
      for (const fact of binding.facts) known.add(fact.name);
    }
  }
  return known;
};

/** The names of an expression that are not known yet where it is decided. */
const proveKnown = (
  definition: ServiceDefinition,
  { path, source, group }: Placed,
  known: ReadonlySet<string>,
): Problem[] =>
  namesIn(definition, source, group)
    .filter((name) => {
      const needed = neededFor(definition, name, group);
      return needed !== undefined && !known.has(needed);
    })
    .map((name) => proofProblem(path, "namesLater", name));

/**
 * Everything that is wrong with an expression where it stands: its types, and names that are not
 * known by then. What looks ahead may seem never to hold, and is not told of twice.
 */
export const proveInPlace = (
  definition: ServiceDefinition,
  placed: Placed,
  known: ReadonlySet<string>,
): Problem[] => {
  const ahead = proveKnown(definition, placed, known);
  const problems = proveExpression(definition, placed);
  return ahead.length === 0
    ? problems
    : [...problems.filter(({ code }) => code !== "neverTrue"), ...ahead];
};

/** Everything that can be known of an application before it is sent. */
export const knownWhenSent = (definition: ServiceDefinition): Set<string> =>
  knownAfter(definition, new Set(modelOf(definition).fields.keys()));
