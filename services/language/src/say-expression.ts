import { isGovernorate, governorates } from "@gov/country/governorates.ts";
import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Known } from "./expression/names.ts";
import type { BinaryOperator, ComparisonOperator, Node } from "./expression/syntax.ts";
import type { Value } from "./expression/value.ts";
import { modelOf } from "./model.ts";
import {
  both,
  comparisons,
  functionWords,
  isolated,
  listed,
  phrase,
  quotedText,
  sayBetween,
  sayShifted,
  words,
  yesNo,
} from "./say-words.ts";
import { showNamed, showValue } from "./show-value.ts";

type Speaker = Readonly<{
  definition: ServiceDefinition;
  find: (written: string) => Known | undefined;
}>;

/** What stands on one side tells how the other reads: a choice's value by its label. */
const sayValue = (speaker: Speaker, value: Value, beside: Node): Text => {
  const name = beside.kind === "name" ? speaker.find(beside.name)?.name : undefined;
  if (name !== undefined && value.type === "text") {
    const shown = showNamed(speaker.definition, name, value);
    if (shown.ar !== value.value || shown.en !== value.value) return quotedText(shown);
  }
  if (value.type === "boolean") return yesNo(value.value);
  if (value.type === "text") {
    return quotedText(isGovernorate(value.value) ? governorates[value.value] : both(value.value));
  }
  return isolated(showValue(value));
};

const sayName = (speaker: Speaker, written: string): Text => {
  const known = speaker.find(written);
  if (known?.name === "today") return words.today();
  return known ? quotedText(known.label) : isolated(both(written));
};

/** A part that gives a value: a name, a sum, the years between two dates. */
const sayPart = (speaker: Speaker, node: Node, beside: Node = node): Text => {
  switch (node.kind) {
    case "literal":
      return sayValue(speaker, node.value, beside);
    case "name":
      return sayName(speaker, node.name);
    case "negative":
      return words.negative(sayPart(speaker, node.operand));
    case "if":
      return words.ifThen(
        sayHolds(speaker, node.condition, true),
        sayPart(speaker, node.then, beside),
        sayPart(speaker, node.otherwise, beside),
      );
    case "list":
      return node.items.length === 0
        ? words.nothing()
        : listed(
            node.items.map((item) => sayPart(speaker, item, beside)),
            "or",
          );
    case "range":
      return words.range(sayPart(speaker, node.from, beside), sayPart(speaker, node.to, beside));
    case "binary": {
      const say = arithmetic[node.operator];
      return say
        ? say(sayPart(speaker, node.left), sayPart(speaker, node.right))
        : sayHolds(speaker, node, true);
    }
    case "call":
      return sayCall(speaker, node);
    case "not":
    case "in":
      return sayHolds(speaker, node, true);
  }
};

const arithmetic: Readonly<Partial<Record<BinaryOperator, ReturnType<typeof phrase>>>> = {
  "+": words.plus,
  "-": words.minus,
  "*": words.times,
};

const sayCall = (speaker: Speaker, node: Extract<Node, { kind: "call" }>): Text => {
  const args = node.args.map((arg) => sayPart(speaker, arg));
  const [first = words.nothing(), second = words.nothing()] = args;
  switch (node.name) {
    case "known":
      return words.isKnown(first);
    case "yearsBetween":
    case "monthsBetween":
    case "daysBetween": {
      const [from, to] = node.args.map((arg) => (isToday(speaker, arg) ? "today" : undefined));
      return sayBetween(unitOf[node.name], from ?? first, to ?? second);
    }
    case "addDays":
    case "addMonths":
    case "addYears":
      return sayShifted(unitOf[node.name], first, wholeNumber(node.args[1]) ?? second);
    case "min":
    case "max":
      if (!node.args.some((arg) => isDate(speaker, arg))) break;
      return (node.name === "min" ? words.earliest : words.latest)(listed(args, "and"));
    default:
  }
  const many = ["min", "max", "sum", "firstKnown"].includes(node.name);
  return functionWords[node.name](...(many ? [listed(args, "and")] : args));
};

const unitOf = {
  yearsBetween: "years",
  monthsBetween: "months",
  daysBetween: "days",
  addYears: "years",
  addMonths: "months",
  addDays: "days",
} as const;

const isToday = (speaker: Speaker, node: Node): boolean =>
  node.kind === "name" && speaker.find(node.name)?.name === "today";

/** A number written as such, with or without a sign. */
const wholeNumber = (node: Node | undefined): number | undefined => {
  if (node?.kind === "literal" && node.value.type === "number") return node.value.value;
  const size = node?.kind === "negative" ? wholeNumber(node.operand) : undefined;
  return size === undefined ? undefined : -size;
};

const opposite: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};
/** The same comparison with its sides changed over. */
const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

const isDate = (speaker: Speaker, node: Node): boolean => {
  if (node.kind === "literal") return node.value.type === "date";
  if (node.kind === "name") {
    const type = speaker.find(node.name)?.type;
    return type?.type === "date" || (type?.type === "list" && type.item.type === "date");
  }
  return node.kind === "call" && ["addDays", "addMonths", "addYears"].includes(node.name);
};

const isComparison = (operator: BinaryOperator): operator is ComparisonOperator =>
  Object.hasOwn(opposite, operator);

const sayComparison = (
  speaker: Speaker,
  operator: ComparisonOperator,
  left: Node,
  right: Node,
): Text => {
  if (left.kind === "literal" && right.kind !== "literal") {
    return sayComparison(speaker, mirrored[operator], right, left);
  }
  const kind = isDate(speaker, left) || isDate(speaker, right) ? "date" : "value";
  return comparisons[kind][operator](sayPart(speaker, left, right), sayPart(speaker, right, left));
};

const sayIn = (speaker: Speaker, node: Extract<Node, { kind: "in" }>, holds: boolean): Text => {
  const item = sayPart(speaker, node.item);
  if (node.list.kind === "range") {
    const from = sayPart(speaker, node.list.from, node.item);
    const to = sayPart(speaker, node.list.to, node.item);
    return (holds ? words.within : words.notWithin)(item, from, to);
  }
  if (node.list.kind === "list") {
    const items = node.list.items.map((each) => sayPart(speaker, each, node.item));
    const list = listed(items, holds ? "or" : "comma");
    return (holds ? words.oneOf : words.noneOf)(item, list);
  }
  const list = sayPart(speaker, node.list, node.item);
  return (holds ? words.among : words.notAmong)(item, list);
};

/** The parts of a chain of one word: a and b and c. */
const chain = (node: Node, operator: "and" | "or"): Node[] =>
  node.kind === "binary" && node.operator === operator
    ? [...chain(node.left, operator), ...chain(node.right, operator)]
    : [node];

const isChain = (node: Node): boolean =>
  node.kind === "not"
    ? isChain(node.operand)
    : node.kind === "if" ||
      (node.kind === "binary" && (node.operator === "and" || node.operator === "or"));

const sayChain = (speaker: Speaker, node: Node, operator: "and" | "or", holds: boolean): Text => {
  const parts = chain(node, operator).map((part) => {
    const said = sayHolds(speaker, part, holds);
    return isChain(part) ? words.brackets(said) : said;
  });
  // Not (a and b) is: not a, or not b.
  const word = (operator === "and") === holds ? "and" : "or";
  return {
    ar: parts.map(({ ar }) => ar).join(word === "and" ? "، و" : "، أو "),
    en: parts.map(({ en }) => en).join(`, ${word} `),
  };
};

/** A condition, or its opposite. */
const sayHolds = (speaker: Speaker, node: Node, holds: boolean): Text => {
  if (node.kind === "not") return sayHolds(speaker, node.operand, !holds);
  if (node.kind === "in") return sayIn(speaker, node, holds);
  if (node.kind === "literal" && node.value.type === "boolean") {
    return yesNo(node.value.value === holds);
  }
  if (node.kind === "binary") {
    const { operator, left, right } = node;
    if (operator === "and" || operator === "or") return sayChain(speaker, node, operator, holds);
    if (isComparison(operator)) {
      return sayComparison(speaker, holds ? operator : opposite[operator], left, right);
    }
  }
  if (node.kind === "call" && node.name === "known") {
    const args = node.args.map((arg) => sayPart(speaker, arg));
    return (holds ? words.isKnown : words.isNotKnown)(...args);
  }
  if (node.kind === "name") return words.itIs(sayName(speaker, node.name), yesNo(holds));
  const said = sayPart(speaker, node);
  return holds ? said : words.notSo(said);
};

/**
 * An expression in plain words of both languages: labels instead of names, options instead of
 * their values, «على الأقل» instead of `>=`. With `group`, as one of that group's own rules. What
 * cannot be read is given back as it was written.
 */
export const sayExpression = (
  definition: ServiceDefinition,
  source: string,
  group?: string,
): Text => {
  const model = modelOf(definition);
  const node = model.parse(source);
  if (!node.ok) return isolated(both(source));
  const within = group === undefined ? undefined : model.namesIn.get(group);
  const speaker: Speaker = {
    definition,
    find: (written) => within?.find(written) ?? model.names.find(written),
  };
  return isCondition(speaker, node.value)
    ? sayHolds(speaker, node.value, true)
    : sayPart(speaker, node.value);
};

const isCondition = (speaker: Speaker, node: Node): boolean =>
  node.kind !== "name" || speaker.find(node.name)?.type.type === "boolean";
