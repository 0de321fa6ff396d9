import type { Currency } from "@gov/kit/money.ts";
import { addDays, addMonths, daysBetween, monthsBetween, yearsBetween } from "./calendar-date.ts";
import type { FunctionName } from "./functions.ts";
import { limits } from "./limits.ts";
import { calculate, compareValues, nameOf, wholeNumber, type Failure } from "./operations.ts";
import { typeName } from "./type-names.ts";
import { unknown, type Type, type Value } from "./value.ts";

type Applied = Value | Failure;

const wrong = (value: Value, needed: Type): Failure => ({
  code: "wrongType",
  said: [nameOf(value), typeName(needed)],
});

/** Values given one by one, or those of a single list. */
const spread = (values: readonly Value[]): readonly Value[] => {
  const [first] = values;
  return values.length === 1 && first?.type === "list" ? first.items : values;
};

/** The least or greatest; of nothing, unknown. */
const extreme = (operator: "<" | ">", values: readonly Value[]): Applied => {
  let best: Value | undefined;
  for (const value of values) {
    if (value.type === "unknown") return unknown;
    const better = compareValues(operator, value, best ?? value);
    if (typeof better !== "boolean") return better;
    if (best === undefined || better) best = value;
  }
  return best ?? unknown;
};

/** Of nothing, zero: an amount where the list is known to be of amounts. */
const total = (values: readonly Value[], currency?: Currency): Applied => {
  let sum: Value =
    currency === undefined ? { type: "number", value: 0 } : { type: "money", value: 0, currency };
  for (const [index, value] of values.entries()) {
    if (value.type === "unknown") return unknown;
    if (value.type !== "number" && value.type !== "money") return wrong(value, { type: "number" });
    const next: Applied = index === 0 ? value : calculate("+", sum, value);
    if ("code" in next) return next;
    sum = next;
  }
  return sum;
};

/** amount × part ÷ whole in exact arithmetic, half rounded away from zero. */
const share = (base: Value, part: Value, whole: Value): Applied => {
  if (base.type !== "number" && base.type !== "money") return wrong(base, { type: "number" });
  if (part.type !== "number") return wrong(part, { type: "number" });
  if (whole.type !== "number") return wrong(whole, { type: "number" });
  if (whole.value === 0) return { code: "divisionByZero", said: [] };
  const product = BigInt(base.value) * BigInt(part.value);
  const divisor = BigInt(whole.value);
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const rounded = (2n * size(product) + size(divisor)) / (2n * size(divisor));
  if (rounded > BigInt(limits.number)) return { code: "numberTooLarge", said: [] };
  const value = Number(product < 0n === divisor < 0n ? rounded : -rounded) + 0;
  return { ...base, value };
};

const between = (
  measure: (from: string, to: string) => number,
  from: Value,
  to: Value,
): Applied => {
  if (from.type !== "date") return wrong(from, { type: "date" });
  if (to.type !== "date") return wrong(to, { type: "date" });
  return wholeNumber(measure(from.value, to.value));
};

const shift = (
  move: (date: string, by: number) => string | undefined,
  date: Value,
  by: Value,
): Applied => {
  if (date.type !== "date") return wrong(date, { type: "date" });
  if (by.type !== "number") return wrong(by, { type: "number" });
  const value = Math.abs(by.value) > 4_000_000 ? undefined : move(date.value, by.value);
  return value === undefined ? { code: "dateOutOfRange", said: [] } : { type: "date", value };
};

/** Applies a function to known values (items of lists may be unknown). */
export const applyFunction = (
  name: Exclude<FunctionName, "known" | "firstKnown">,
  values: readonly Value[],
): Applied => {
  const [a = unknown, b = unknown, c = unknown] = values;
  switch (name) {
    case "count":
      return a.type === "list"
        ? wholeNumber(a.items.length)
        : wrong(a, { type: "list", item: { type: "any" } });
    case "min":
      return extreme("<", spread(values));
    case "max":
      return extreme(">", spread(values));
    case "sum":
      return total(spread(values), a.type === "list" ? a.currency : undefined);
    case "share":
      return share(a, b, c);
    case "yearsBetween":
      return between(yearsBetween, a, b);
    case "monthsBetween":
      return between(monthsBetween, a, b);
    case "daysBetween":
      return between(daysBetween, a, b);
    case "addDays":
      return shift(addDays, a, b);
    case "addMonths":
      return shift(addMonths, a, b);
    case "addYears":
      return shift((date, years) => addMonths(date, years * 12), a, b);
    case "year":
      return a.type === "date"
        ? wholeNumber(Number(a.value.slice(0, 4)))
        : wrong(a, { type: "date" });
    case "length":
      return a.type === "text" ? wholeNumber([...a.value].length) : wrong(a, { type: "text" });
  }
};
