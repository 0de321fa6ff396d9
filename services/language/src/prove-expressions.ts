import type { ServiceDefinition } from "./definition.ts";
import { checkExpression } from "./expression/checker.ts";
import { evaluateExpression } from "./expression/evaluator.ts";
import { namesRead } from "./expression/names-read.ts";
import type { Names } from "./expression/names.ts";
import { isNo, unknown, type Type } from "./expression/value.ts";
import { namesInText } from "./fill-text.ts";
import { modelOf, type Model } from "./model.ts";
import { canHold } from "./possible-worlds.ts";
import { at, type Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import type { Text } from "@gov/kit/text.ts";

/** What stands where in a definition: an expression and the type it must have. */
export type Placed = Readonly<{
  path: string;
  source: string;
  wanted: Type["type"];
  /** The group whose own rule it is. */
  group?: string;
}>;

const namesAt = (model: Model, group: string | undefined): Names =>
  (group === undefined ? undefined : model.namesIn.get(group)) ?? model.names;

/** The names an expression reads, in their canonical form. */
export const namesIn = (
  definition: ServiceDefinition,
  source: string,
  group?: string,
): string[] => {
  const model = modelOf(definition);
  const parsed = model.parse(source);
  if (!parsed.ok) return [];
  const names = namesAt(model, group);
  return [...new Set(namesRead(parsed.value).map((name) => names.find(name)?.name ?? name))];
};

/** Reads and type-checks one expression where it stands; a condition must be able to hold. */
export const proveExpression = (
  definition: ServiceDefinition,
  { path, source, wanted, group }: Placed,
): Problem[] => {
  const model = modelOf(definition);
  const parsed = model.parse(source);
  if (!parsed.ok) return [at(path, parsed.error)];
  const { problems } = checkExpression(parsed.value, namesAt(model, group), wanted);
  if (problems.length > 0) return problems.map((problem) => at(path, problem));
  if (wanted !== "boolean") return [];
  const isConstant = namesRead(parsed.value).length === 0;
  const known = evaluateExpression(parsed.value, (name) => ({ name, value: unknown }));
  if (isConstant && !known.ok) return [at(path, known.error)];
  const possible = isConstant
    ? known.ok && !isNo(known.value.value)
    : group !== undefined || canHold(definition, [source]);
  return possible ? [] : [proofProblem(path, "neverTrue")];
};

/** A text's braces name known things, the same in both languages. */
export const proveText = (definition: ServiceDefinition, path: string, text: Text): Problem[] => {
  const names = modelOf(definition).names;
  const unknownNames = namesInText(text).filter((name) => !names.find(name));
  if (unknownNames.length > 0) {
    return unknownNames.map((name) => proofProblem(path, "unknownPlace", name));
  }
  const canonical = (words: string): string =>
    namesInText({ ar: words, en: "" })
      .map((name) => names.find(name)?.name ?? name)
      .toSorted()
      .join(" ");
  return canonical(text.ar) === canonical(text.en) ? [] : [proofProblem(path, "placesDiffer")];
};
