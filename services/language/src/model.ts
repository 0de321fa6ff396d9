import { governorateCodes } from "@gov/country/governorates.ts";
import type { Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Binding, FactDefinition } from "./binding-schema.ts";
import { builtInNames } from "./built-in-names.ts";
import type { ServiceDefinition } from "./definition.ts";
import { namesRead } from "./expression/names-read.ts";
import { makeNames, type Known, type Names } from "./expression/names.ts";
import { parseExpression } from "./expression/parser.ts";
import type { Node } from "./expression/syntax.ts";
import type { Type } from "./expression/value.ts";
import type { Field, Group, Page } from "./field-schema.ts";
import type { Problem } from "./problem.ts";

/** A definition indexed for use: its names, fields and facts, and its expressions read once. */
export type Model = Readonly<{
  names: Names;
  /** By a group's code, the names that its own rules use. */
  namesIn: ReadonlyMap<string, Names>;
  fields: ReadonlyMap<string, Readonly<{ field: Field; page: Page }>>;
  facts: ReadonlyMap<string, Readonly<{ fact: FactDefinition; binding: Binding }>>;
  /** Registries that are not asked in every case. */
  conditional: readonly Binding[];
  parse: (source: string) => Result<Node, Problem>;
}>;

const governorate: Type = { type: "choice", values: governorateCodes };

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
    case "address":
      return { type: "label" };
    case "file":
      return { type: "list", item: { type: "text" } };
    case "group":
      return { type: "list", item: { type: "any" } };
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

const named = (
  thing: Readonly<{ alias?: string | undefined; label: Text }>,
  name: string,
  type: Type,
): Known => ({
  name,
  type,
  label: thing.label,
  ...(thing.alias === undefined ? {} : { alias: thing.alias }),
});

const both = (a: Text, b: Text): Text => ({ ar: `${a.ar}: ${b.ar}`, en: `${a.en}: ${b.en}` });

/** What a field's parts are called: `home.governorate`, `children.birthDate`. */
const partsOf = (field: Field): Known[] => {
  if (field.kind === "address") return addressParts(field);
  if (field.kind !== "group") return [];
  return field.fields.map((part) => ({
    name: `${field.code}.${part.code}`,
    type: { type: "list", item: typeOfField(part) },
    label: both(field.label, part.label),
    ...(field.alias === undefined || part.alias === undefined
      ? {}
      : { alias: `${field.alias}.${part.alias}` }),
  }));
};

const addressPart = {
  governorate: { alias: "المحافظة", label: { ar: "المحافظة", en: "Governorate" } },
  locality: { alias: "التجمع", label: { ar: "المدينة أو القرية", en: "Town or village" } },
  street: { alias: "الشارع", label: { ar: "الشارع", en: "Street" } },
} as const;

const addressParts = (
  field: Readonly<{ code: string; alias?: string | undefined; label: Text }>,
): Known[] =>
  (["governorate", "locality", "street"] as const).map((part) => ({
    name: `${field.code}.${part}`,
    type: part === "governorate" ? governorate : { type: "text" },
    label: both(field.label, addressPart[part].label),
    ...(field.alias === undefined ? {} : { alias: `${field.alias}.${addressPart[part].alias}` }),
  }));

/** What checks by other institutions answered, as workflow guards read it. */
const checkNames = (definition: ServiceDefinition): Known[] =>
  definition.workflow.states
    .flatMap(({ checks }) => checks ?? [])
    .map(({ code, title }) => ({
      name: `check.${code}`,
      type: { type: "choice", values: checkAnswers },
      label: title,
    }));

/** How another institution answers a check. */
export const checkAnswers = ["clear", "objection"] as const;

/** Every name that a definition's expressions may use. */
export const knownNames = (definition: ServiceDefinition): Known[] => [
  ...builtInNames,
  ...definition.bindings
    .flatMap((binding) => binding.facts)
    .map((fact) => named(fact, fact.name, typeOfFact(fact))),
  ...definition.pages
    .flatMap((page) => page.fields)
    .flatMap((field) => [named(field, field.code, typeOfField(field)), ...partsOf(field)]),
  ...checkNames(definition),
];

/** The names within a group's own rules: its questions stand for the entry at hand. */
export const namesInGroup = (definition: ServiceDefinition, group: Group): Known[] => [
  ...group.fields.flatMap((field) => [
    named(field, field.code, typeOfField(field)),
    ...partsOf(field),
  ]),
  ...knownNames(definition),
];

const build = (definition: ServiceDefinition): Model => {
  const parsed = new Map<string, Result<Node, Problem>>();
  const parse = (source: string): Result<Node, Problem> => {
    const known = parsed.get(source);
    if (known) return known;
    const fresh = parseExpression(source);
    // A definition holds a bounded number of expressions; others are not kept.
    if (parsed.size < 2000) parsed.set(source, fresh);
    return fresh;
  };
  const fields = definition.pages.flatMap((page) => page.fields.map((field) => ({ field, page })));
  const names = makeNames(knownNames(definition));
  const isGiven = (source: string): boolean => {
    const node = parse(source);
    return (
      node.ok && namesRead(node.value).every((written) => given.has(names.find(written)?.name))
    );
  };
  return {
    names,
    namesIn: new Map(
      fields.flatMap(({ field }) =>
        field.kind === "group" ? [[field.code, makeNames(namesInGroup(definition, field))]] : [],
      ),
    ),
    fields: new Map(fields.map((each) => [each.field.code, each])),
    facts: new Map(
      definition.bindings.flatMap((binding) =>
        binding.facts.map((fact) => [fact.name, { fact, binding }]),
      ),
    ),
    conditional: definition.bindings.filter(
      ({ when, path = [], query = [] }) =>
        when !== undefined || ![...path, ...query.map(({ value }) => value)].every(isGiven),
    ),
    parse,
  };
};

/** Known of everybody who applies. */
const given = new Set<string | undefined>(["today", "applicant.nationalId", "applicant.name"]);

const models = new WeakMap<ServiceDefinition, Model>();

/** The definition's index, made once for each definition object. */
export const modelOf = (definition: ServiceDefinition): Model => {
  const known = models.get(definition);
  if (known) return known;
  const model = build(definition);
  models.set(definition, model);
  return model;
};

/** The answer that a name stands for or is a part of; undefined where it stands for a fact. */
export const answerOf = (model: Model, name: string): string | undefined => {
  const dot = name.indexOf(".");
  if (dot === -1) return name;
  const head = name.slice(0, dot);
  const kind = model.fields.get(head)?.field.kind;
  return kind === "group" || kind === "address" ? head : undefined;
};
