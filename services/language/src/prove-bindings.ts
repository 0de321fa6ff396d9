import type { Binding } from "./binding-schema.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Field } from "./field-schema.ts";
import { knownWhenSent, proveInPlace } from "./known-by-then.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import type { Placed } from "./prove-expressions.ts";
import type { Surroundings } from "./surroundings.ts";

const placesOf = (path: string, binding: Binding): Placed[] => [
  ...(binding.when === undefined
    ? []
    : [{ path: `${path}.when`, source: binding.when, wanted: "boolean" as const }]),
  ...(binding.path ?? []).map((source, index): Placed => ({
    path: `${path}.path.${index}`,
    source,
    wanted: "any",
  })),
  ...(binding.query ?? []).map(({ value }, index): Placed => ({
    path: `${path}.query.${index}.value`,
    source: value,
    wanted: "any",
  })),
];

/** What is asked of an answer, with its place: the property it begins with. */
const readOf = (path: string, { facts, records }: Binding): [string, string][] => [
  ...facts.map(({ from }, index): [string, string] => [
    `${path}.facts.${index}.from`,
    from.split(".")[0] ?? "",
  ]),
  ...(records === undefined ? [] : [[`${path}.records`, records] as [string, string]]),
];

/** The exchange knows this registry, answers with what is read, and lets this purpose ask it. */
const proveAllowed = (path: string, binding: Binding, { exchange }: Surroundings): Problem[] => {
  if (exchange === undefined) return [];
  const { member, subsystem, code } = binding.service;
  const service = `${member}/${subsystem}/${code}`;
  const offered = exchange.get(service);
  if (!offered) return [proofProblem(`${path}.service`, "notOffered", service)];
  const problems = readOf(path, binding)
    .filter(([, field]) => field !== "" && !offered.fields.has(field))
    .map(([place, field]) => proofProblem(place, "fieldNotOffered", field));
  return offered.purposes.has(binding.purpose)
    ? problems
    : [...problems, proofProblem(`${path}.purpose`, "purposeNotAllowed", binding.purpose)];
};

/** Registries: each can be asked, may be asked, and is of use. */
export const proveBindings = (
  definition: ServiceDefinition,
  surroundings: Surroundings,
): Problem[] => {
  const known = knownWhenSent(definition);
  const fieldsWithOptions = definition.pages
    .flatMap(({ fields }) => fields)
    .flatMap((field): Field[] => (field.kind === "group" ? field.fields : [field]))
    .flatMap((field) => ("optionsFrom" in field ? (field.optionsFrom?.binding ?? []) : []));
  return definition.bindings.flatMap((binding, index) => {
    const path = `bindings.${index}`;
    const placed = placesOf(path, binding);
    const problems = placed.flatMap((each) => proveInPlace(definition, each, known));
    for (const [i, fact] of binding.facts.entries()) {
      if (fact.type === "choice" && fact.options === undefined) {
        problems.push(proofProblem(`${path}.facts.${i}.options`, "optionsNeeded"));
      }
    }
    if (binding.facts.length === 0 && !fieldsWithOptions.includes(binding.code)) {
      problems.push(proofProblem(path, "neverAsked", binding.code));
    }
    return [...problems, ...proveAllowed(path, binding, surroundings)];
  });
};
