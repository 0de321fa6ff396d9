import type { Result } from "@gov/kit/result.ts";
import type { Binding, FactDefinition } from "./binding-schema.ts";
import { builtInNames } from "./built-in-names.ts";
import type { ServiceDefinition } from "./definition.ts";
import { makeNames, type Known, type Names } from "./expression/names.ts";
import { parseExpression } from "./expression/parser.ts";
import type { Node } from "./expression/syntax.ts";
import type { Type } from "./expression/value.ts";
import type { Field, Page } from "./field-schema.ts";
import type { Problem } from "./problem.ts";

/** A definition indexed for use: its names, fields and facts, and its expressions read once. */
export type Model = Readonly<{
  names: Names;
  fields: ReadonlyMap<string, Readonly<{ field: Field; page: Page }>>;
  facts: ReadonlyMap<string, Readonly<{ fact: FactDefinition; binding: Binding }>>;
  parse: (source: string) => Result<Node, Problem>;
}>;

/** The type of the answers a field takes. */
export const typeOfField = (field: Field): Type => {
  switch (field.kind) {
    case "number":
    case "date":
      return { type: field.kind };
    case "money":
      return { type: "money", currency: field.currency };
    case "choice":
      return { type: "choice", values: field.options.map(({ value }) => value) };
    case "declaration":
      return { type: "boolean" };
    default:
      return { type: "text" };
  }
};

/** The type of a registry's fact. */
export const typeOfFact = (fact: FactDefinition): Type => {
  if (fact.type === "presence") return { type: "boolean" };
  if (fact.type !== "choice") return { type: fact.type };
  return { type: "choice", values: (fact.options ?? []).map(({ value }) => value) };
};

/** Every name that a definition's expressions may use. */
export const knownNames = (definition: ServiceDefinition): Known[] => [
  ...builtInNames,
  ...definition.bindings
    .flatMap((binding) => binding.facts)
    .map((fact) => ({
      name: fact.name,
      type: typeOfFact(fact),
      label: fact.label,
      ...(fact.alias === undefined ? {} : { alias: fact.alias }),
    })),
  ...definition.pages
    .flatMap((page) => page.fields)
    .map((field) => ({
      name: field.code,
      type: typeOfField(field),
      label: field.label,
      ...(field.alias === undefined ? {} : { alias: field.alias }),
    })),
];

const build = (definition: ServiceDefinition): Model => {
  const parsed = new Map<string, Result<Node, Problem>>();
  return {
    names: makeNames(knownNames(definition)),
    fields: new Map(
      definition.pages.flatMap((page) => page.fields.map((field) => [field.code, { field, page }])),
    ),
    facts: new Map(
      definition.bindings.flatMap((binding) =>
        binding.facts.map((fact) => [fact.name, { fact, binding }]),
      ),
    ),
    parse: (source) => {
      const known = parsed.get(source);
      if (known) return known;
      const fresh = parseExpression(source);
      // A definition holds a bounded number of expressions; others are not kept.
      if (parsed.size < 2000) parsed.set(source, fresh);
      return fresh;
    },
  };
};

const models = new WeakMap<ServiceDefinition, Model>();

/** The definition's index, made once for each definition object. */
export const modelOf = (definition: ServiceDefinition): Model => {
  const known = models.get(definition);
  if (known) return known;
  const model = build(definition);
  models.set(definition, model);
  return model;
};
