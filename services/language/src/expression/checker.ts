import type { Problem } from "../problem.ts";
import { checkCall } from "./check-call.ts";
import { nearestName, type Names } from "./names.ts";
import { expressionProblem, quoted } from "./problem-texts.ts";
import type { Node } from "./syntax.ts";
import { typeName } from "./type-names.ts";
import { fits, unify, type Checker } from "./type-rules.ts";
import type { Type, Value } from "./value.ts";

const any: Type = { type: "any" };
const boolean: Type = { type: "boolean" };

const typeOfValue = (value: Value): Type => {
  if (value.type === "unknown" || value.type === "list") return any;
  return value.type === "money"
    ? { type: "money", currency: value.currency }
    : { type: value.type };
};

const typeOfName = (checker: Checker, node: Extract<Node, { kind: "name" }>): Type => {
  const known = checker.names.find(node.name);
  if (known) return known.type;
  const rest = node.name.slice(1);
  if (node.name.startsWith("و") && checker.names.find(rest)) {
    return checker.report("attachedAnd", node, quoted(rest));
  }
  const near = nearestName(checker.names, node.name);
  return checker.report("unknownName", node, quoted(node.name), near === "" ? "" : quoted(near));
};

/** Reports a literal that is not among the values of the choice on the other side. */
const checkChoice = (checker: Checker, choice: Type, node: Node): void => {
  if (choice.type !== "choice" || node.kind !== "literal" || node.value.type !== "text") return;
  if (choice.values.includes(node.value.value)) return;
  const values = choice.values.slice(0, 12).map(quoted).join(" · ");
  checker.report("notAChoice", node, quoted(node.value.value), values);
};

const ordered = ["any", "number", "date", "money"];

const typeOfComparison = (checker: Checker, node: Extract<Node, { kind: "binary" }>): Type => {
  const left = checker.typeOf(node.left);
  const right = checker.typeOf(node.right);
  checkChoice(checker, left, node.right);
  checkChoice(checker, right, node.left);
  const both = unify(checker, node, left, right);
  const equality = node.operator === "=" || node.operator === "!=";
  const allowed = equality ? !["label", "list"].includes(both.type) : ordered.includes(both.type);
  if (!allowed) {
    const wanted = equality ? typeName({ type: "text" }) : typeName({ type: "number" });
    checker.report("wrongType", node, typeName(both), wanted);
  }
  return boolean;
};

const typeOfArithmetic = (checker: Checker, node: Extract<Node, { kind: "binary" }>): Type => {
  const left = checker.typeOf(node.left);
  const right = checker.typeOf(node.right);
  if (node.operator === "*") {
    if (left.type === "money") checker.need(node.right, "number");
    else if (right.type === "money") checker.need(node.left, "number");
    else {
      checker.need(node.left, "number");
      checker.need(node.right, "number");
      return left.type === "any" && right.type === "any" ? any : { type: "number" };
    }
    return left.type === "money" ? left : right;
  }
  const both = unify(checker, node, left, right);
  if (both.type === "choice") return { type: "text" };
  const allowed =
    node.operator === "+" ? ["any", "number", "money", "text"] : ["any", "number", "money"];
  if (allowed.includes(both.type)) return both;
  return checker.report("wrongType", node, typeName(both), typeName({ type: "number" }));
};

const typeOfIn = (checker: Checker, node: Extract<Node, { kind: "in" }>): Type => {
  const item = checker.typeOf(node.item);
  const list = checker.typeOf(node.list);
  if (!fits(list, "list")) {
    checker.report("wrongType", node.list, typeName(list), typeName({ type: "list", item: any }));
    return boolean;
  }
  if (node.list.kind === "list") {
    for (const choice of node.list.items) checkChoice(checker, item, choice);
  }
  if (list.type === "list") unify(checker, node, item, list.item);
  return boolean;
};

const typeOfRange = (checker: Checker, node: Extract<Node, { kind: "range" }>): Type => {
  const item = unify(checker, node, checker.typeOf(node.from), checker.typeOf(node.to));
  if (ordered.includes(item.type)) return { type: "list", item };
  return checker.report("wrongType", node, typeName(item), typeName({ type: "number" }));
};

const findType = (checker: Checker, node: Node): Type => {
  switch (node.kind) {
    case "literal":
      return typeOfValue(node.value);
    case "name":
      return typeOfName(checker, node);
    case "not":
      checker.need(node.operand, "boolean");
      return boolean;
    case "negative": {
      const operand = checker.typeOf(node.operand);
      return operand.type === "money" ? operand : checker.need(node.operand, "number");
    }
    case "binary":
      if (node.operator === "and" || node.operator === "or") {
        checker.need(node.left, "boolean");
        checker.need(node.right, "boolean");
        return boolean;
      }
      return ["+", "-", "*"].includes(node.operator)
        ? typeOfArithmetic(checker, node)
        : typeOfComparison(checker, node);
    case "in":
      return typeOfIn(checker, node);
    case "range":
      return typeOfRange(checker, node);
    case "if":
      checker.need(node.condition, "boolean");
      return unify(checker, node, checker.typeOf(node.then), checker.typeOf(node.otherwise));
    case "list": {
      const types = node.items.map((item) => checker.typeOf(item));
      return { type: "list", item: types.reduce((a, b) => unify(checker, node, a, b), any) };
    }
    case "call":
      return checkCall(checker, node);
  }
};

/**
 * Finds the type of an expression and everything wrong with it before it ever runs. With
 * `wanted`, the whole must be of that kind.
 */
export const checkExpression = (
  node: Node,
  names: Names,
  wanted?: Type["type"],
): Readonly<{ type: Type; problems: readonly Problem[] }> => {
  const found = new Map<Node, Type>();
  const checker: Checker = {
    names,
    problems: [],
    typeOf: (part) => {
      const type = found.get(part) ?? findType(checker, part);
      found.set(part, type);
      return type;
    },
    report: (code, part, ...said) => {
      checker.problems.push(expressionProblem(code, part.span, ...said));
      return any;
    },
    need: (part, kind) => {
      const type = checker.typeOf(part);
      if (fits(type, kind)) return type;
      const needed = kind === "list" ? { type: kind, item: any } : ({ type: kind } as Type);
      return checker.report("wrongType", part, typeName(type), typeName(needed));
    },
  };
  const type = wanted === undefined ? checker.typeOf(node) : checker.need(node, wanted);
  return { type, problems: checker.problems };
};
