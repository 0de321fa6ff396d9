import { parametersOf } from "./binding-asked.ts";
import { comparedIn, valuesApart } from "./comparison.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluateExpression } from "./expression/evaluator.ts";
import { partsOf } from "./expression/names-read.ts";
import type { Node } from "./expression/syntax.ts";
import { isYes, no, unknown, yes, type Value } from "./expression/value.ts";
import { answerOf, modelOf, type Model } from "./model.ts";

/**
 * One of the ways in which what some conditions name may turn out. Comparisons with what is
 * written out are decided exactly; a comparison of another kind may turn out either way.
 */
export type World = Readonly<{
  /** What one of the conditions comes to in it. */
  of: (source: string) => Value;
  /** Whether an answer or a fact is known in it: asked, and not left empty. */
  knows: (written: string) => boolean;
}>;

/** More worlds than these are not looked at: the conditions count as possible. */
const worldLimit = 3000;

/** Names that a value cannot do without; what `known` and `firstKnown` ask about it can. */
export const neededNames = (node: Node): string[] => {
  if (node.kind === "name") return [node.name];
  if (node.kind === "call" && (node.name === "known" || node.name === "firstKnown")) return [];
  if (node.kind === "if") return neededNames(node.condition);
  return partsOf(node).flatMap(neededNames);
};

type Read = Readonly<{ definition: ServiceDefinition; model: Model; silent: boolean }> & {
  /** By source, the condition with what is not looked into replaced by a free yes or no. */
  readonly conditions: Map<string, Node>;
  /** By name, the values to tell apart. */
  readonly compared: Map<string, Value[]>;
  /** By the text of a free yes or no, the names it needs. */
  readonly free: Map<string, readonly string[]>;
};

const canonical = (model: Model, written: string): string =>
  model.names.find(written)?.name ?? written;

/** What decides whether a name is known: the conditions of its page, its field, its registry. */
const conditionsOf = ({ definition, model }: Read, name: string): string[] => {
  const field = model.fields.get(answerOf(model, name) ?? "");
  const fact = model.facts.get(name);
  const check = definition.workflow.states
    .flatMap(({ checks }) => checks ?? [])
    .find(({ code }) => name === `check.${code}`);
  const required = field?.field.required;
  return [
    field?.page.showIf,
    field?.field.showIf,
    typeof required === "string" ? required : undefined,
    fact?.binding.when,
    check?.when,
  ].filter((source) => source !== undefined);
};

const collectName = (read: Read, written: string, values: readonly Value[]): void => {
  const name = canonical(read.model, written);
  const known = read.compared.get(name);
  if (known) {
    known.push(...values);
    return;
  }
  read.compared.set(name, [...values]);
  for (const source of conditionsOf(read, name)) collect(read, source);
  const fact = read.model.facts.get(name);
  for (const source of fact ? parametersOf(fact.binding) : []) {
    const node = read.model.parse(source);
    if (node.ok) for (const needed of neededNames(node.value)) collectName(read, needed, []);
  }
};

const simplify = (read: Read, source: string, node: Node): Node => {
  const inner = (part: Node): Node => simplify(read, source, part);
  if (node.kind === "literal") return node;
  if (node.kind === "not") return { ...node, operand: inner(node.operand) };
  if (node.kind === "binary" && (node.operator === "and" || node.operator === "or")) {
    return { ...node, left: inner(node.left), right: inner(node.right) };
  }
  if (node.kind === "if") {
    const [condition, then, otherwise] = [node.condition, node.then, node.otherwise].map(inner);
    if (condition && then && otherwise) return { ...node, condition, then, otherwise };
  }
  const compared = comparedIn(node);
  if (compared) {
    collectName(read, compared.name, compared.values);
    return node;
  }
  const text = source.slice(node.span.start, node.span.end);
  const needed = neededNames(node);
  read.free.set(text, needed);
  for (const name of needed) collectName(read, name, []);
  return { kind: "name", name: `?${text}`, span: node.span };
};

const collect = (read: Read, source: string): void => {
  if (read.conditions.has(source)) return;
  const node = read.model.parse(source);
  if (!node.ok) return;
  read.conditions.set(source, node.value);
  read.conditions.set(source, simplify(read, source, node.value));
};

/** A name's values to tell apart, with unknown where it may be left empty. */
const valuesOf = (read: Read, name: string): readonly Value[] => {
  const { model } = read;
  const type = model.names.find(name)?.type ?? { type: "any" as const };
  const values = valuesApart(type, read.compared.get(name) ?? []);
  const field = model.fields.get(answerOf(model, name) ?? "")?.field;
  // A group that is passed over is a list of nothing.
  const optional = (field?.required ?? true) !== true && field?.kind !== "group";
  const mayBeEmpty =
    optional ||
    name === "applicant.phone" ||
    name.endsWith(".street") ||
    (read.silent && (model.facts.has(name) || name === "fee.total"));
  return mayBeEmpty ? [...values, unknown] : values;
};

const worldOf = (read: Read, values: ReadonlyMap<string, Value>): World => {
  const { model } = read;
  const outcomes = new Map<string, Value>();
  const holds = (source: string | undefined): boolean => source === undefined || isYes(of(source));
  const standing = new Map<string, boolean>();
  const stands = (name: string): boolean => {
    const decided = standing.get(name);
    if (decided !== undefined) return decided;
    // What depends on itself, which the proof refuses elsewhere, never stands.
    standing.set(name, false);
    const stood = findStanding(name);
    standing.set(name, stood);
    return stood;
  };
  const findStanding = (name: string): boolean => {
    const field = model.fields.get(answerOf(model, name) ?? "");
    if (field) return holds(field.page.showIf) && holds(field.field.showIf);
    const fact = model.facts.get(name);
    if (fact) {
      return (
        holds(fact.binding.when) &&
        parametersOf(fact.binding).every((source) => {
          const node = model.parse(source);
          return node.ok && neededNames(node.value).every(knows);
        })
      );
    }
    return conditionsOf(read, name).every(holds);
  };
  const valueOf = (name: string): Value => {
    const value = values.get(name);
    const required = model.fields.get(answerOf(model, name) ?? "")?.field.required;
    if (value === undefined || !stands(name)) return unknown;
    if (value.type !== "unknown" || typeof required !== "string" || !holds(required)) return value;
    return read.compared.get(name)?.[0] ?? no;
  };
  const knows = (written: string): boolean => {
    const name = canonical(model, written);
    return values.has(name) ? valueOf(name).type !== "unknown" : !name.includes("?");
  };
  const lookup = (written: string): { name: string; value: Value } => {
    if (!written.startsWith("?")) {
      const name = canonical(model, written);
      return { name, value: valueOf(name) };
    }
    const missing = read.free.get(written.slice(1))?.find((name) => !knows(name));
    return missing === undefined
      ? { name: written, value: values.get(written) ?? unknown }
      : { name: canonical(model, missing), value: unknown };
  };
  const of = (source: string): Value => {
    const known = outcomes.get(source);
    if (known) return known;
    // A condition that names itself, which the proof refuses elsewhere, is not decided.
    outcomes.set(source, unknown);
    const node = read.conditions.get(source);
    const result = node && evaluateExpression(node, lookup);
    const value = result?.ok ? result.value.value : unknown;
    outcomes.set(source, value);
    return value;
  };
  return { of, knows };
};

/**
 * Every world that these conditions, and those that decide what they name, can tell apart;
 * undefined where there are too many. `names` are told apart too as known or not. With `silent`,
 * registries may hold nothing.
 */
export const possibleWorlds = (
  definition: ServiceDefinition,
  sources: readonly string[],
  { names = [], silent = false }: { names?: readonly string[]; silent?: boolean } = {},
): readonly World[] | undefined => {
  const read: Read = {
    definition,
    model: modelOf(definition),
    silent,
    conditions: new Map(),
    compared: new Map(),
    free: new Map(),
  };
  for (const source of sources) collect(read, source);
  for (const name of names) collectName(read, name, []);
  let worlds: ReadonlyMap<string, Value>[] = [new Map()];
  const variables: (readonly [string, readonly Value[]])[] = [
    ...[...read.compared.keys()].map((name) => [name, valuesOf(read, name)] as const),
    ...[...read.free.keys()].map((text) => [`?${text}`, [yes, no]] as const),
  ];
  for (const [name, values] of variables) {
    if (worlds.length * values.length > worldLimit) return undefined;
    worlds = worlds.flatMap((world) => values.map((value) => new Map(world).set(name, value)));
  }
  return worlds.map((values) => worldOf(read, values));
};

/** Whether all of these conditions can hold together; yes where that is too much to find out. */
export const canHold = (
  definition: ServiceDefinition,
  sources: readonly (string | undefined)[],
): boolean => {
  const conditions = sources.filter((source) => source !== undefined);
  const worlds = possibleWorlds(definition, conditions, { silent: true });
  return worlds?.some((world) => conditions.every((source) => isYes(world.of(source)))) ?? true;
};
