import type { ServiceDefinition } from "./definition.ts";
import type { Field, Page } from "./field-schema.ts";
import { modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { namesIn, proveExpression, type Placed } from "./prove-expressions.ts";
import { repeated } from "./prove-names.ts";

const isCondition = (value: boolean | string | undefined): value is string =>
  typeof value === "string";

/** The registries whose facts are known once these fields are answered, chains included. */
const factsKnownAfter = (
  definition: ServiceDefinition,
  fields: ReadonlySet<string>,
): Set<string> => {
  const known = new Set(fields);
  const built = (name: string): boolean =>
    !modelOf(definition).fields.has(name) && !modelOf(definition).facts.has(name);
  for (let round = 0; round <= definition.bindings.length; round++) {
    for (const { path = [], query = [], facts } of definition.bindings) {
      const sources = [...path, ...query.map(({ value }) => value)];
      const names = sources.flatMap((source) => namesIn(definition, source));
      if (names.every((name) => built(name) || known.has(name))) {
        for (const fact of facts) known.add(fact.name);
      }
    }
  }
  return known;
};

const proveOrder = (
  definition: ServiceDefinition,
  placed: Placed,
  known: ReadonlySet<string>,
): Problem[] => {
  const model = modelOf(definition);
  return namesIn(definition, placed.source)
    .filter((name) => (model.fields.has(name) || model.facts.has(name)) && !known.has(name))
    .map((name) => proofProblem(placed.path, "namesLater", name));
};

const proveField = (
  definition: ServiceDefinition,
  path: string,
  field: Field,
  before: ReadonlySet<string>,
  onPage: ReadonlySet<string>,
): Problem[] => {
  const early: Placed[] = [
    ...(field.showIf === undefined
      ? []
      : [{ path: `${path}.showIf`, source: field.showIf, wanted: "boolean" as const }]),
    ...(isCondition(field.required)
      ? [{ path: `${path}.required`, source: field.required, wanted: "boolean" as const }]
      : []),
    ...(field.prefill === undefined
      ? []
      : [{ path: `${path}.prefill`, source: field.prefill, wanted: "any" as const }]),
  ];
  const late: Placed[] = (field.validate ?? []).map(({ rule }, index) => ({
    path: `${path}.validate.${index}.rule`,
    source: rule,
    wanted: "boolean",
  }));
  const problems = [...early, ...late].flatMap((placed) => proveExpression(definition, placed));
  problems.push(...early.flatMap((placed) => proveOrder(definition, placed, before)));
  problems.push(...late.flatMap((placed) => proveOrder(definition, placed, onPage)));
  if (field.kind === "choice") {
    problems.push(
      ...repeated(
        `${path}.options`,
        field.options.map(({ value }) => value),
      ),
    );
  }
  if ("optionsFrom" in field && field.optionsFrom !== undefined) {
    const code = field.optionsFrom.binding;
    const binding = definition.bindings.find((each) => each.code === code);
    if (!binding)
      problems.push(proofProblem(`${path}.optionsFrom.binding`, "unknownBinding", code));
    else if (binding.records === undefined) {
      problems.push(proofProblem(`${path}.optionsFrom.binding`, "noRecords", code));
    }
  }
  return problems;
};

const provePage = (
  definition: ServiceDefinition,
  path: string,
  page: Page,
  asked: ReadonlySet<string>,
): Problem[] => {
  const problems: Problem[] = [];
  const before = factsKnownAfter(definition, asked);
  if (page.showIf !== undefined) {
    const placed: Placed = { path: `${path}.showIf`, source: page.showIf, wanted: "boolean" };
    problems.push(
      ...proveExpression(definition, placed),
      ...proveOrder(definition, placed, before),
    );
  }
  const onPage = new Set([...asked, ...page.fields.map(({ code }) => code)]);
  const knownOnPage = factsKnownAfter(definition, onPage);
  const earlier = new Set(before);
  for (const [index, field] of page.fields.entries()) {
    problems.push(
      ...proveField(definition, `${path}.fields.${index}`, field, earlier, knownOnPage),
    );
    earlier.add(field.code);
  }
  for (const [index, { rule, field }] of (page.validate ?? []).entries()) {
    const placed: Placed = {
      path: `${path}.validate.${index}.rule`,
      source: rule,
      wanted: "boolean",
    };
    problems.push(
      ...proveExpression(definition, placed),
      ...proveOrder(definition, placed, knownOnPage),
    );
    if (!page.fields.some(({ code }) => code === field)) {
      problems.push(proofProblem(`${path}.validate.${index}.field`, "unknownField", field));
    }
  }
  for (const [index, code] of (page.confirms ?? []).entries()) {
    const binding = definition.bindings.find((each) => each.code === code);
    const place = `${path}.confirms.${index}`;
    if (!binding) problems.push(proofProblem(place, "unknownBinding", code));
    else if (binding.facts.some(({ name }) => !before.has(name))) {
      problems.push(proofProblem(place, "namesLater", code));
    }
  }
  if (page.fields.length === 0 && (page.confirms ?? []).length === 0) {
    problems.push(proofProblem(path, "emptyPage"));
  }
  return problems;
};

/** Pages in their order: conditions look back only, and nothing stands that nobody can reach. */
export const provePages = (definition: ServiceDefinition): Problem[] => {
  const asked = new Set<string>();
  return definition.pages.flatMap((page, index) => {
    const problems = provePage(definition, `pages.${index}`, page, asked);
    for (const { code } of page.fields) asked.add(code);
    return problems;
  });
};

/** Bindings: parameters have a type a URL carries, choices have options, each is of use. */
export const proveBindings = (definition: ServiceDefinition): Problem[] => {
  const fieldsWithOptions = definition.pages
    .flatMap(({ fields }) => fields)
    .flatMap((field) => ("optionsFrom" in field ? (field.optionsFrom?.binding ?? []) : []));
  return definition.bindings.flatMap((binding, index) => {
    const path = `bindings.${index}`;
    const sources = [
      ...(binding.path ?? []).map((source, i) => ({ path: `${path}.path.${i}`, source })),
      ...(binding.query ?? []).map(({ value }, i) => ({
        path: `${path}.query.${i}.value`,
        source: value,
      })),
    ];
    const problems = sources.flatMap((each) =>
      proveExpression(definition, { ...each, wanted: "any" }),
    );
    for (const [i, fact] of binding.facts.entries()) {
      if (fact.type === "choice" && fact.options === undefined) {
        problems.push(proofProblem(`${path}.facts.${i}.options`, "optionsNeeded"));
      }
    }
    if (binding.facts.length === 0 && !fieldsWithOptions.includes(binding.code)) {
      problems.push(proofProblem(path, "neverAsked", binding.code));
    }
    return problems;
  });
};
