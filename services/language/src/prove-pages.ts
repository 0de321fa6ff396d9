import type { ServiceDefinition } from "./definition.ts";
import type { Page } from "./field-schema.ts";
import { canBeAsked, knownAfter, proveInPlace } from "./known-by-then.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import type { Placed } from "./prove-expressions.ts";
import { proveField } from "./prove-fields.ts";

const proveShowIf = (
  definition: ServiceDefinition,
  path: string,
  { showIf }: Page,
  before: ReadonlySet<string>,
): Problem[] => {
  if (showIf === undefined) return [];
  const placed: Placed = { path: `${path}.showIf`, source: showIf, wanted: "boolean" };
  return proveInPlace(definition, placed, before);
};

const proveRules = (
  definition: ServiceDefinition,
  path: string,
  page: Page,
  onPage: ReadonlySet<string>,
): Problem[] =>
  (page.validate ?? []).flatMap(({ rule, field }, index) => {
    const place = `${path}.validate.${index}`;
    const placed: Placed = { path: `${place}.rule`, source: rule, wanted: "boolean" };
    return [
      ...proveInPlace(definition, placed, onPage),
      ...(page.fields.some(({ code }) => code === field)
        ? []
        : [proofProblem(`${place}.field`, "unknownField", field)]),
    ];
  });

const proveConfirmed = (
  definition: ServiceDefinition,
  path: string,
  page: Page,
  before: ReadonlySet<string>,
): Problem[] =>
  (page.confirms ?? []).flatMap((code, index) => {
    const place = `${path}.confirms.${index}`;
    const binding = definition.bindings.find((each) => each.code === code);
    if (!binding) return [proofProblem(place, "unknownBinding", code)];
    return canBeAsked(definition, binding, before) ? [] : [proofProblem(place, "namesLater", code)];
  });

const provePage = (
  definition: ServiceDefinition,
  path: string,
  page: Page,
  asked: ReadonlySet<string>,
): Problem[] => {
  const before = knownAfter(definition, asked);
  const onPage = knownAfter(
    definition,
    new Set([...asked, ...page.fields.map(({ code }) => code)]),
  );
  const problems = proveShowIf(definition, path, page, before);
  const pageShowIf = problems.length === 0 ? page.showIf : undefined;
  const earlier = new Set(before);
  for (const [index, field] of page.fields.entries()) {
    const place = { path: `${path}.fields.${index}`, pageShowIf, before: earlier, onPage };
    problems.push(...proveField(definition, field, place));
    earlier.add(field.code);
  }
  problems.push(
    ...proveRules(definition, path, page, onPage),
    ...proveConfirmed(definition, path, page, before),
  );
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
