import type { Problem } from "../problem.ts";
import type { Names } from "./names.ts";
import type { Detail, ExpressionProblemCode } from "./problem-texts.ts";
import type { Node } from "./syntax.ts";
import { typeName } from "./type-names.ts";
import type { Type } from "./value.ts";

/** Collects problems while the types of an expression's parts are found. */
export type Checker = Readonly<{
  names: Names;
  problems: Problem[];
  typeOf: (node: Node) => Type;
  report: (code: ExpressionProblemCode, node: Node, ...said: Detail[]) => Type;
  /** The type of a part that must be of one kind; reports it where it is not. */
  need: (node: Node, kind: Type["type"]) => Type;
}>;

/** Whether a value of this type may stand where that kind is needed. */
export const fits = (type: Type, kind: Type["type"]): boolean =>
  type.type === kind ||
  type.type === "any" ||
  kind === "any" ||
  (type.type === "choice" && kind === "text");

/** The one type that two parts share; reports where they have none. */
export const unify = (checker: Checker, node: Node, left: Type, right: Type): Type => {
  if (left.type === "any") return right;
  if (right.type === "any") return left;
  if (left.type === "money" && right.type === "money") {
    if (left.currency === undefined || right.currency === undefined) return { type: "money" };
    if (left.currency === right.currency) return left;
    return checker.report("currencyMismatch", node, left.currency, right.currency);
  }
  if (left.type === "list" && right.type === "list") {
    return { type: "list", item: unify(checker, node, left.item, right.item) };
  }
  if (left.type === right.type && left.type !== "choice") return left;
  if (fits(left, "text") && fits(right, "text")) return { type: "text" };
  return checker.report("mixedTypes", node, typeName(left), typeName(right));
};
