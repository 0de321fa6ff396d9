import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData, WireValue } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluateExpression } from "./expression/evaluator.ts";
import { isNo, isYes, unknown, type Value } from "./expression/value.ts";
import { modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";
import { showNamed } from "./show-value.ts";
import { fromWire } from "./wire-value.ts";

/** A result, and the names that decided it (the missing ones, where it is unknown). */
export type Evaluated = Readonly<{ value: Value; because: readonly string[] }>;

const wireOf = (data: CaseData, name: string): WireValue | undefined => {
  if (name === "today") return data.today;
  const values = name.includes(".") ? data.facts : data.answers;
  return Object.hasOwn(values, name) ? values[name] : undefined;
};

/** What a field's code or a fact's name stands for now. */
export const valueNamed = (
  definition: ServiceDefinition,
  data: CaseData,
  written: string,
): Readonly<{ name: string; value: Value }> => {
  const known = modelOf(definition).names.find(written);
  if (!known) return { name: written, value: unknown };
  return { name: known.name, value: fromWire(known.type, wireOf(data, known.name)) };
};

/** Evaluates one of the definition's expressions over what is known. Never throws. */
export const evaluate = (
  definition: ServiceDefinition,
  source: string,
  data: CaseData,
): Result<Evaluated, Problem> => {
  const node = modelOf(definition).parse(source);
  if (!node.ok) return node;
  const outcome = evaluateExpression(node.value, (name) => valueNamed(definition, data, name));
  return outcome.ok ? ok(outcome.value) : err(outcome.error);
};

/** Whether a condition holds; `unknown` while answers are missing or it cannot be worked out. */
export const holds = (
  definition: ServiceDefinition,
  condition: string,
  data: CaseData,
): Readonly<{ holds: boolean | "unknown"; because: readonly string[] }> => {
  const result = evaluate(definition, condition, data);
  if (!result.ok) return { holds: "unknown", because: [] };
  const { value, because } = result.value;
  return { holds: isYes(value) ? true : isNo(value) ? false : "unknown", because };
};

/** One answer or fact that decided a result, as people read it. */
export type Because = Readonly<{ name: string; label: Text; value: Text }>;

/** Says which answers and facts decided a result, for the citizen who asks why. */
export const explain = (
  definition: ServiceDefinition,
  because: readonly string[],
  data: CaseData,
): Because[] =>
  because.map((name) => ({
    name,
    label: modelOf(definition).names.find(name)?.label ?? { ar: name, en: name },
    value: showNamed(definition, name, valueNamed(definition, data, name).value),
  }));
