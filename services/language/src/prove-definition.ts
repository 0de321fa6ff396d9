import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "./definition.ts";
import { knownWhenSent, proveInPlace } from "./known-by-then.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { proveBindings } from "./prove-bindings.ts";
import { proveDecided } from "./prove-decided.ts";
import { proveDocuments } from "./prove-documents.ts";
import { proveText, type Placed } from "./prove-expressions.ts";
import { proveFees } from "./prove-fees.ts";
import { proveNames } from "./prove-names.ts";
import { provePages } from "./prove-pages.ts";
import { proveLanguages } from "./prove-texts.ts";
import { proveWorkflow } from "./prove-workflow.ts";
import type { Surroundings } from "./surroundings.ts";

const proveRule = (definition: ServiceDefinition, placed: Placed): Problem[] => {
  const problems = proveInPlace(definition, placed, knownWhenSent(definition));
  return problems.length > 0 ? problems : proveDecided(definition, placed.path, placed.source);
};

const proveEligibility = (definition: ServiceDefinition): Problem[] =>
  definition.eligibility.flatMap(({ rule, reason, remedy }, index) => [
    ...proveRule(definition, {
      path: `eligibility.${index}.rule`,
      source: rule,
      wanted: "boolean",
    }),
    ...proveText(definition, `eligibility.${index}.reason`, reason),
    ...proveText(definition, `eligibility.${index}.remedy`, remedy),
  ]);

const proveTexts = (definition: ServiceDefinition): Problem[] => {
  const placed: [string, Text][] = [
    ...definition.workflow.states.flatMap(({ text, next }, index): [string, Text][] => [
      [`workflow.states.${index}.text`, text],
      [`workflow.states.${index}.next`, next],
    ]),
    ...definition.notifications.map(({ text }, index): [string, Text] => [
      `notifications.${index}.text`,
      text,
    ]),
    ...definition.pages.flatMap(({ intro }, index): [string, Text][] =>
      intro === undefined ? [] : [[`pages.${index}.intro`, intro]],
    ),
  ];
  const states = new Set(definition.workflow.states.map(({ code }) => code));
  return [
    ...placed.flatMap(([path, text]) => proveText(definition, path, text)),
    ...definition.notifications.flatMap(({ state }, index) =>
      states.has(state)
        ? []
        : [proofProblem(`notifications.${index}.state`, "unknownState", state)],
    ),
  ];
};

/**
 * Everything that is wrong with a well-formed definition, before anyone can meet it: names and
 * types in expressions, conditions that look ahead or contradict each other, unreachable states
 * and dead ends, fees that miss a case, documents never issued or with a gap, texts that name
 * nothing, and whatever of its surroundings it asks for in vain. Empty: it may be published.
 */
export const proveDefinition = (
  definition: ServiceDefinition,
  surroundings: Surroundings = {},
): Problem[] => [
  ...proveNames(definition),
  ...proveLanguages(definition),
  ...proveBindings(definition, surroundings),
  ...provePages(definition),
  ...proveEligibility(definition),
  ...proveFees(definition, surroundings),
  ...proveWorkflow(definition, surroundings),
  ...proveDocuments(definition),
  ...proveTexts(definition),
];
