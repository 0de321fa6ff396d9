import { foldArabic } from "@gov/country/search-folding.ts";
import type { ServiceDefinition } from "./definition.ts";
import { functionNamed } from "./expression/functions.ts";
import { currencyOf, keywordsOf } from "./expression/keywords.ts";
import { knownNames } from "./model.ts";
import type { Problem } from "./problem.ts";
import { proofProblem, type ProofCode } from "./proof-texts.ts";

/** Each value that occurs more than once, told once. */
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

const isReserved = (name: string): boolean =>
  keywordsOf(name).length > 0 ||
  functionNamed(name) !== undefined ||
  currencyOf(name) !== undefined;

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
    ...spellings.filter(isReserved).map((name) => proofProblem("pages", "reservedName", name)),
  ];
};
