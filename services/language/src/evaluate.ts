import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData, WireEntry, WireScalar, WireValue } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluateExpression } from "./expression/evaluator.ts";
import { isNo, isYes, unknown, type Type, type Value } from "./expression/value.ts";
import { answerOf, modelOf, type Model } from "./model.ts";
import type { Problem } from "./problem.ts";
import { showNamed } from "./show-value.ts";
import { fromWire } from "./wire-value.ts";

/** A result, and the names that decided it (the missing ones, where it is unknown). */
export type Evaluated = Readonly<{ value: Value; because: readonly string[] }>;

/** The entry of a repeatable group whose own rules are evaluated. */
export type Entry = Readonly<{ group: string; answers: WireEntry }>;

const own = <T>(values: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** A part of an answer: an address's governorate, or one question's answers over all entries. */
const partOf = (model: Model, type: Type, data: CaseData, head: string, part: string): Value => {
  const answer = own(data.answers, head);
  if (answer === undefined || answer === null) return unknown;
  if (model.fields.get(head)?.field.kind === "address") return addressPart(type, answer, part);
  if (!Array.isArray(answer) || type.type !== "list") return unknown;
  const { item } = type;
  const items = answer.map((entry: unknown) => fromWire(item, inEntryOf(entry, part)));
  const currency = item.type === "money" ? item.currency : undefined;
  return { type: "list", items, ...(currency === undefined ? {} : { currency }) };
};

/** One answer of an entry; data from outside may hold anything in an entry's place. */
const inEntryOf = (entry: unknown, part: string): WireScalar | undefined =>
  typeof entry === "object" && entry !== null ? own(entry as WireEntry, part) : undefined;

const addressPart = (type: Type, answer: WireValue, part: string): Value =>
  typeof answer === "object" && answer !== null && "governorate" in answer
    ? fromWire(type, answer[part as keyof typeof answer] || null)
    : unknown;

/** What a name stands for within an entry: its own questions hide what is outside. */
const inEntry = (model: Model, entry: Entry, written: string) => {
  const known = model.namesIn.get(entry.group)?.find(written);
  const group = model.fields.get(entry.group)?.field;
  if (!known || group?.kind !== "group") return undefined;
  const [head = "", part] = known.name.split(".");
  if (!group.fields.some(({ code }) => code === head)) return undefined;
  const answer = own(entry.answers, head) ?? null;
  const value =
    part === undefined ? fromWire(known.type, answer) : addressPart(known.type, answer, part);
  return { name: `${entry.group}.${known.name}`, value };
};

/** What a field's code or a fact's name stands for now. */
export const valueNamed = (
  definition: ServiceDefinition,
  data: CaseData,
  written: string,
  entry?: Entry,
): Readonly<{ name: string; value: Value }> => {
  const model = modelOf(definition);
  const within = entry && inEntry(model, entry, written);
  if (within) return within;
  const known = model.names.find(written);
  if (!known) return { name: written, value: unknown };
  const { name, type } = known;
  if (name === "today") return { name, value: fromWire(type, data.today) };
  const answer = answerOf(model, name);
  if (answer === undefined) return { name, value: fromWire(type, own(data.facts, name)) };
  if (answer === name) return { name, value: fromWire(type, own(data.answers, name)) };
  return { name, value: partOf(model, type, data, answer, name.slice(answer.length + 1)) };
};

/** Evaluates one of the definition's expressions over what is known. Never throws. */
export const evaluate = (
  definition: ServiceDefinition,
  source: string,
  data: CaseData,
  entry?: Entry,
): Result<Evaluated, Problem> => {
  const node = modelOf(definition).parse(source);
  if (!node.ok) return node;
  const outcome = evaluateExpression(node.value, (name) =>
    valueNamed(definition, data, name, entry),
  );
  return outcome.ok ? ok(outcome.value) : err(outcome.error);
};

/** Whether a condition holds; `unknown` while answers are missing or it cannot be worked out. */
export const holds = (
  definition: ServiceDefinition,
  condition: string,
  data: CaseData,
  entry?: Entry,
): Readonly<{ holds: boolean | "unknown"; because: readonly string[] }> => {
  const result = evaluate(definition, condition, data, entry);
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
