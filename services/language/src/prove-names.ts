import { foldArabic } from "@gov/country/search-folding.ts";
import type { ServiceDefinition } from "./definition.ts";
import { functionNamed } from "./expression/functions.ts";
import { currencyOf, keywordsOf } from "./expression/keywords.ts";
import { answerOf, knownNames, modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";
import { proofProblem, type ProofCode } from "./proof-texts.ts";

/** Each value that occurs more than once, in any spelling, told once. */
export const repeated = (
  path: string,
  values: readonly string[],
  code: ProofCode = "duplicateCode",
): Problem[] => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice].map((value) => proofProblem(path, code, value));
};

/** Words of the language, and names that every object of JavaScript has of its own. */
const isReserved = (name: string): boolean =>
  keywordsOf(name).length > 0 || currencyOf(name) !== undefined || name in Object.prototype;

export const proveWord = (path: string, name: string): Problem[] =>
  isReserved(name) ? [proofProblem(path, "reservedName", name)] : [];

/** A function's name would be read as the function wherever a bracket follows it. */
const proveName = (name: string): Problem[] =>
  functionNamed(name) === undefined
    ? proveWord("pages", name)
    : [proofProblem("pages", "reservedName", name)];

/** A fact under an answer's name, or a check's, would be taken for a part of it. */
const proveFactNames = (definition: ServiceDefinition): Problem[] => {
  const model = modelOf(definition);
  return definition.bindings.flatMap(({ facts }, index) =>
    facts.flatMap(({ name }, i) =>
      name.startsWith("check.") || answerOf(model, name) !== undefined
        ? [proofProblem(`bindings.${index}.facts.${i}.name`, "namedTwice", name)]
        : [],
    ),
  );
};

/** Codes are unique, and every name in expressions means one thing and no word of the language. */
export const proveNames = (definition: ServiceDefinition): Problem[] => {
  const spellings = knownNames(definition).flatMap(({ name, alias }) =>
    alias === undefined ? [name] : [name, alias],
  );
  const { pages, bindings, eligibility, workflow, documents } = definition;
  const codes = (items: readonly Readonly<{ code: string }>[]): string[] =>
    items.map(({ code }) => code);
  return [
    ...(definition.code.startsWith(`${definition.institution}/`)
      ? []
      : [proofProblem("code", "wrongInstitution", definition.institution)]),
    ...repeated("pages", codes(pages)),
    ...repeated("bindings", codes(bindings)),
    ...repeated("eligibility", codes(eligibility)),
    ...repeated("workflow.states", codes(workflow.states)),
    ...repeated("documents", codes(documents)),
    ...repeated("pages", spellings.map(foldArabic), "namedTwice"),
    ...spellings.flatMap(proveName),
    ...proveFactNames(definition),
  ];
};
