import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { proveExpression, proveText } from "./prove-expressions.ts";
import { proveFees } from "./prove-fees.ts";
import { proveNames } from "./prove-names.ts";
import { proveBindings, provePages } from "./prove-pages.ts";
import { proveWorkflow } from "./prove-workflow.ts";

const proveEligibility = (definition: ServiceDefinition): Problem[] =>
  definition.eligibility.flatMap(({ rule, reason, remedy }, index) => [
    ...proveExpression(definition, {
      path: `eligibility.${index}.rule`,
      source: rule,
      wanted: "boolean",
    }),
    ...proveText(definition, `eligibility.${index}.reason`, reason),
    ...proveText(definition, `eligibility.${index}.remedy`, remedy),
  ]);

const proveDocuments = (definition: ServiceDefinition): Problem[] =>
  definition.documents.flatMap((document, index) => {
    const path = `documents.${index}`;
    const bounds = (["validFrom", "validUntil"] as const).flatMap((part) => {
      const source = document[part];
      return source === undefined
        ? []
        : proveExpression(definition, { path: `${path}.${part}`, source, wanted: "date" });
    });
    const fields = document.fields.flatMap(({ value }, i) =>
      proveExpression(definition, {
        path: `${path}.fields.${i}.value`,
        source: value,
        wanted: "any",
      }),
    );
    return [...bounds, ...fields];
  });

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
 * types in expressions, conditions that look ahead, unreachable states and dead ends, fees that
 * miss a case, documents never issued, texts that name nothing. Empty: it may be published.
 */
export const proveDefinition = (definition: ServiceDefinition): Problem[] => [
  ...proveNames(definition),
  ...proveBindings(definition),
  ...provePages(definition),
  ...proveEligibility(definition),
  ...proveFees(definition),
  ...proveWorkflow(definition),
  ...proveDocuments(definition),
  ...proveTexts(definition),
];
