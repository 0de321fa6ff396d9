import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { explain, type Because } from "./evaluate.ts";
import { scheduleOn } from "./fees.ts";
import { modelOf } from "./model.ts";
import { sayExpression } from "./say-expression.ts";
import { settle } from "./settle.ts";

/** A rule in plain words, and the answers and facts that decided it. */
export type Why = Readonly<{ rule: Text; because: readonly Because[] }>;

const whyOf = (
  definition: ServiceDefinition,
  sources: readonly (string | undefined)[],
  data: CaseData,
): Why[] => {
  const settled = settle(definition, data);
  return sources.flatMap((source) =>
    source === undefined
      ? []
      : [
          {
            rule: sayExpression(definition, source),
            because: explain(definition, decide(definition, source, settled).because, settled),
          },
        ],
  );
};

/** Why a question is asked: the conditions of its page and its own; none where all are asked. */
export const whyAsked = (
  definition: ServiceDefinition,
  fieldCode: string,
  data: CaseData,
): Why[] => {
  const found = modelOf(definition).fields.get(fieldCode);
  return whyOf(definition, [found?.page.showIf, found?.field.showIf], data);
};

/** Why a rule of eligibility refuses: what must hold, and what decided that it does not. */
export const whyRefused = (
  definition: ServiceDefinition,
  ruleCode: string,
  data: CaseData,
): Why[] => {
  const rule = definition.eligibility.find(({ code }) => code === ruleCode);
  return whyOf(definition, [rule?.rule], data);
};

/**
 * Why a line of the fee is what it is: when it is charged, and the row that applied or the
 * formula. None for a line that all pay alike.
 */
export const whyCharged = (
  definition: ServiceDefinition,
  lineCode: string,
  data: CaseData,
): Why[] => {
  const line = scheduleOn(definition, data.today)?.lines.find(({ code }) => code === lineCode);
  if (line === undefined) return [];
  const settled = settle(definition, data);
  const row =
    line.kind === "table"
      ? line.rows.find(({ when }) => decide(definition, when, settled).holds === true)
      : undefined;
  const formula = line.kind === "formula" ? line.amount : undefined;
  return whyOf(definition, [line.when, row?.when, formula], data);
};

/** Why somebody is exempted: the exemption's condition and what decided it. */
export const whyExempted = (
  definition: ServiceDefinition,
  exemptionCode: string,
  data: CaseData,
): Why[] => {
  const schedule = scheduleOn(definition, data.today);
  const exemption = schedule?.exemptions?.find(({ code }) => code === exemptionCode);
  return whyOf(definition, [exemption?.when], data);
};
