import type { Currency } from "@gov/kit/money.ts";

/** A value of the expression language. `unknown` stands for every answer not given yet. */
export type Value =
  | Readonly<{ type: "unknown" }>
  | Readonly<{ type: "boolean"; value: boolean }>
  | Readonly<{ type: "number"; value: number }>
  | Readonly<{ type: "text"; value: string }>
  | Readonly<{ type: "date"; value: string }>
  | Readonly<{ type: "money"; value: number; currency: Currency }>
  | Readonly<{
      type: "label";
      ar: string;
      en: string;
    }> /** `currency` is told of amounts, so that the sum of none of them is an amount too. */
  | Readonly<{ type: "list"; items: readonly Value[]; currency?: Currency }>;

/** The type of an expression, known before it runs. */
export type Type =
  | Readonly<{ type: "any" }>
  | Readonly<{ type: "boolean" | "number" | "text" | "date" | "label" }>
  | Readonly<{ type: "money"; currency?: Currency }>
  | Readonly<{ type: "choice"; values: readonly string[] }>
  | Readonly<{ type: "list"; item: Type }>;

export const unknown: Value = { type: "unknown" };
export const yes: Value = { type: "boolean", value: true };
export const no: Value = { type: "boolean", value: false };
export const bool = (value: boolean): Value => (value ? yes : no);
export const isYes = (value: Value): boolean => value.type === "boolean" && value.value;
export const isNo = (value: Value): boolean => value.type === "boolean" && !value.value;
