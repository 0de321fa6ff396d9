import type { WireValue } from "../src/case-data.ts";
import { checkExpression } from "../src/expression/checker.ts";
import { evaluateExpression } from "../src/expression/evaluator.ts";
import { makeNames, type Names } from "../src/expression/names.ts";
import { parseExpression } from "../src/expression/parser.ts";
import { unknown, type Type } from "../src/expression/value.ts";
import type { Problem } from "../src/problem.ts";
import { fromWire, toWire } from "../src/wire-value.ts";

/** Types as the conformance corpus writes them. */
export type CorpusType =
  | "number"
  | "text"
  | "date"
  | "boolean"
  | "label"
  | "money"
  | Readonly<{ money: "ILS" | "JOD" | "USD" }>
  | Readonly<{ choice: string[] }>;

export type CorpusNames = Readonly<
  Record<string, Readonly<{ type: CorpusType; alias?: string | undefined }>>
>;

/** What an implementation answers to one case of the corpus. */
export type Answer = Readonly<{
  value?: WireValue;
  because?: readonly string[];
  problem?: Problem;
}>;

const toType = (type: CorpusType): Type => {
  if (typeof type === "string") return { type };
  return "money" in type
    ? { type: "money", currency: type.money }
    : { type: "choice", values: type.choice };
};

export const corpusNames = (names: CorpusNames): Names =>
  makeNames(
    Object.entries(names).map(([name, { type, alias }]) => ({
      name,
      type: toType(type),
      label: { ar: name, en: name },
      ...(alias === undefined ? {} : { alias }),
    })),
  );

/** Reads, checks and evaluates one expression over JSON values. */
export const answerCase = (
  expression: string,
  values: Readonly<Record<string, unknown>>,
  corpus: CorpusNames,
): Answer => {
  const names = corpusNames(corpus);
  const node = parseExpression(expression);
  if (!node.ok) return { problem: node.error };
  const [problem] = checkExpression(node.value, names).problems;
  if (problem) return { problem };
  const outcome = evaluateExpression(node.value, (written) => {
    const known = names.find(written);
    if (!known) return { name: written, value: unknown };
    return { name: known.name, value: fromWire(known.type, values[known.name] as WireValue) };
  });
  if (!outcome.ok) return { problem: outcome.error };
  const { value, because } = outcome.value;
  return value.type === "unknown" ? { because } : { value: toWire(value), because };
};
