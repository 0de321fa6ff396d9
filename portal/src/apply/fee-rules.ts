import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { holds } from "@gov/services/language/evaluate.ts";
import type { FeeLine } from "@gov/services/language/fee-schema.ts";
import { scheduleOn } from "@gov/services/language/fees.ts";
import { sayExpression } from "@gov/services/language/say-expression.ts";
import { settle } from "@gov/services/language/settle.ts";

/** By the code of a fee's line or exemption, the rule that brought it, in plain words. */
export type FeeRules = Readonly<Record<string, Text>>;

const conditionsOf = (
  definition: ServiceDefinition,
  line: FeeLine,
  data: CaseData,
): (string | undefined)[] => {
  if (line.kind !== "table") return [line.when];
  const row = line.rows.find(
    ({ when }) => when === undefined || holds(definition, when, data).holds === true,
  );
  return [line.when, row?.when];
};

const inWords = (
  definition: ServiceDefinition,
  conditions: readonly (string | undefined)[],
): Text | undefined => {
  const said = conditions
    .filter((each) => each !== undefined)
    .map((each) => sayExpression(definition, each));
  if (said.length === 0) return undefined;
  return {
    ar: said.map(({ ar }) => ar).join("، و"),
    en: said.map(({ en }) => en).join(", and "),
  };
};

/** The rules behind a fee as it stands for this data. */
export const feeRules = (definition: ServiceDefinition, data: CaseData): FeeRules => {
  const schedule = scheduleOn(definition, data.today);
  if (!schedule) return {};
  const settled = settle(definition, data);
  const rules: Record<string, Text> = {};
  for (const line of schedule.lines) {
    const said = inWords(definition, conditionsOf(definition, line, settled));
    if (said) rules[line.code] = said;
  }
  for (const { code, when } of schedule.exemptions ?? []) {
    rules[code] = sayExpression(definition, when);
  }
  return rules;
};
