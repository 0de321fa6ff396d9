import type { Node } from "./syntax.ts";
import { typeName } from "./type-names.ts";
import { fits, unify, type Checker } from "./type-rules.ts";
import type { Type } from "./value.ts";

type Call = Extract<Node, { kind: "call" }>;

const number: Type = { type: "number" };
const date: Type = { type: "date" };

/** The shared type of values given one by one or as a single list. */
const typeOfMany = (checker: Checker, call: Call): Type => {
  const types = call.args.map((arg) => checker.typeOf(arg));
  const [first] = types;
  if (types.length === 1 && first) {
    if (first.type === "list") return first.item;
    if (first.type === "any") return first;
  }
  return types.reduce((a, b) => unify(checker, call, a, b), { type: "any" });
};

const oneOf = (checker: Checker, call: Call, kinds: readonly Type["type"][]): Type => {
  const type = typeOfMany(checker, call);
  if (kinds.some((kind) => fits(type, kind))) return type;
  return checker.report("wrongType", call, typeName(type), typeName(number));
};

const needAll = (checker: Checker, call: Call, ...kinds: Type["type"][]): void => {
  for (const [index, kind] of kinds.entries()) {
    const arg = call.args[index];
    if (arg) checker.need(arg, kind);
  }
};

/** The type a function gives for the types it is called with. */
export const checkCall = (checker: Checker, call: Call): Type => {
  const [first] = call.args;
  switch (call.name) {
    case "count":
      needAll(checker, call, "list");
      return number;
    case "min":
    case "max":
      return oneOf(checker, call, ["number", "money", "date"]);
    case "sum":
      return oneOf(checker, call, ["number", "money"]);
    case "share": {
      needAll(checker, call, "any", "number", "number");
      const type = first ? checker.typeOf(first) : number;
      return type.type === "money" || !first ? type : checker.need(first, "number");
    }
    case "yearsBetween":
    case "monthsBetween":
    case "daysBetween":
      needAll(checker, call, "date", "date");
      return number;
    case "addDays":
    case "addMonths":
    case "addYears":
      needAll(checker, call, "date", "number");
      return date;
    case "year":
      needAll(checker, call, "date");
      return number;
    case "length":
      needAll(checker, call, "text");
      return number;
    case "known":
      needAll(checker, call, "any");
      return { type: "boolean" };
    case "firstKnown":
      return call.args
        .map((arg) => checker.typeOf(arg))
        .reduce((a, b) => unify(checker, call, a, b), { type: "any" });
  }
};
