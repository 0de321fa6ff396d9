import { addDays } from "./expression/calendar-date.ts";
import { partsOf } from "./expression/names-read.ts";
import type { Node } from "./expression/syntax.ts";
import { no, yes, type Type, type Value } from "./expression/value.ts";

const literalOf = (node: Node): Value | undefined => {
  if (node.kind === "literal") return node.value;
  if (node.kind !== "negative" || node.operand.kind !== "literal") return undefined;
  const { value } = node.operand;
  return value.type === "number" || value.type === "money"
    ? { ...value, value: -value.value }
    : undefined;
};

/** A name, and the values written out that it is compared with. */
export type Compared = Readonly<{ name: string; values: readonly Value[] }>;

const sidesOf = (name: Node | undefined, others: readonly Node[]): Compared | undefined => {
  const values = others.map(literalOf).filter((value) => value !== undefined);
  return name?.kind === "name" && values.length === others.length
    ? { name: name.name, values }
    : undefined;
};

/** What a condition compares with what; undefined for one that does more than compare a name. */
export const comparedIn = (node: Node): Compared | undefined => {
  switch (node.kind) {
    case "name":
      return { name: node.name, values: [] };
    case "binary":
      return sidesOf(node.left, [node.right]) ?? sidesOf(node.right, [node.left]);
    case "in":
      return node.list.kind === "list" || node.list.kind === "range"
        ? sidesOf(node.item, partsOf(node.list))
        : undefined;
    case "call":
      return node.name === "known" ? sidesOf(node.args[0], []) : undefined;
    default:
      return undefined;
  }
};

/** Values on each side of a bound, and on it. */
const around = (value: Value): Value[] => {
  if (value.type === "number" || value.type === "money") {
    const values = [-1, 0, 1].map((step) => value.value + step);
    // Nobody owes less than nothing, unless the condition itself says so.
    const real = values.filter((each) => value.type === "number" || each >= 0 || value.value < 0);
    return real.map((each) => ({ ...value, value: each }));
  }
  if (value.type !== "date") return [value];
  return [-1, 0, 1].flatMap((days): Value[] => {
    const date = addDays(value.value, days);
    return date === undefined ? [] : [{ type: "date", value: date }];
  });
};

/** A value that nothing was compared with. */
const something: Value = { type: "text", value: "\u0000" };

/**
 * Enough values of a type to make each comparison turn out each way it can; one of a type that
 * nothing is compared with.
 */
export const valuesApart = (type: Type, compared: readonly Value[]): Value[] => {
  if (type.type === "boolean") return [yes, no];
  if (compared.length === 0) return [something];
  if (type.type === "choice") return type.values.map((value): Value => ({ type: "text", value }));
  const values = compared.flatMap(around);
  const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...distinct.values(), ...(type.type === "text" ? [something] : [])];
};
