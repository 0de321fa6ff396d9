import type { Text } from "@gov/kit/text.ts";
import { limits } from "./limits.ts";
import type { Detail, ExpressionProblemCode } from "./problem-texts.ts";
import type { ComparisonOperator } from "./syntax.ts";
import { typeName } from "./type-names.ts";
import type { Type, Value } from "./value.ts";

/** An operation that gave no value; the evaluator adds the place. */
export type Failure = Readonly<{ code: ExpressionProblemCode; said: readonly Detail[] }>;

const fail = (code: ExpressionProblemCode, ...said: Detail[]): Failure => ({ code, said });

export const nameOf = (value: Value): Text =>
  typeName({ type: value.type === "unknown" ? "any" : value.type } as Type);

export const mixed = (left: Value, right: Value): Failure =>
  left.type === "money" && right.type === "money"
    ? fail("currencyMismatch", left.currency, right.currency)
    : fail("mixedTypes", nameOf(left), nameOf(right));

/** Two values of one kind that have an order or an equality, or undefined. */
const comparable = (
  left: Value,
  right: Value,
): [string | number | boolean, string | number | boolean] | undefined => {
  if (left.type !== right.type) return undefined;
  if (left.type === "money" && right.type === "money") {
    return left.currency === right.currency ? [left.value, right.value] : undefined;
  }
  return "value" in left && "value" in right ? [left.value, right.value] : undefined;
};

/**
 * Compares two known values: equality for all but labels and lists, order for numbers, amounts
 * and dates.
 */
export const compareValues = (
  operator: ComparisonOperator,
  left: Value,
  right: Value,
): boolean | Failure => {
  const pair = comparable(left, right);
  if (!pair) return mixed(left, right);
  const [a, b] = pair;
  if (operator === "=") return a === b;
  if (operator === "!=") return a !== b;
  if (left.type === "text" || left.type === "boolean") {
    return fail("wrongType", nameOf(left), typeName({ type: "number" }));
  }
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
};

/** A whole number within 15 digits, or the reason why not. Never minus zero. */
export const wholeNumber = (value: number): Value | Failure =>
  Math.abs(value) > limits.number ? fail("numberTooLarge") : { type: "number", value: value + 0 };

const amount = (value: number, like: Extract<Value, { type: "money" }>): Value | Failure =>
  Math.abs(value) > limits.number
    ? fail("numberTooLarge")
    : { type: "money", value: value + 0, currency: like.currency };

/** Adds, subtracts or multiplies two known values; money only with its own currency. */
export const calculate = (
  operator: "+" | "-" | "*",
  left: Value,
  right: Value,
): Value | Failure => {
  if (operator === "*") {
    if (left.type === "number" && right.type === "number")
      return wholeNumber(left.value * right.value);
    if (left.type === "money" && right.type === "number")
      return amount(left.value * right.value, left);
    if (left.type === "number" && right.type === "money")
      return amount(left.value * right.value, right);
    return mixed(left, right);
  }
  if (operator === "+" && left.type === "text" && right.type === "text") {
    const value = left.value + right.value;
    return value.length > limits.textLength ? fail("textTooLong") : { type: "text", value };
  }
  const sign = operator === "+" ? 1 : -1;
  if (left.type === "number" && right.type === "number") {
    return wholeNumber(left.value + sign * right.value);
  }
  if (left.type === "money" && right.type === "money" && left.currency === right.currency) {
    return amount(left.value + sign * right.value, left);
  }
  return mixed(left, right);
};
