import { formatAmount, parseMoney, type Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { toWesternDigits } from "@gov/country/digits.ts";
import {
  parseTypedDate,
  splitDate,
  typedDateTexts,
  type TypedDate,
} from "@gov/kit/ui/typed-date.ts";
import type { Input } from "./inputs.ts";
import { inside, valueAt } from "./place.ts";
import { typedTexts as texts } from "./typed-texts.ts";

/** What a form sent, by the names of its controls; several values where several are ticked. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export const typedIn = (typed: Typed, name: string): string => typed[name]?.[0] ?? "";

/** The control of a property, within the thing that the form is about. */
export const controlName = (prefix: string, input: Pick<Input, "name">): string =>
  inside(prefix, ...(input.name === "" ? [] : [input.name]));

/** Why something typed is not accepted, beside which control. */
export type TypedError = Readonly<{ name: string; text: Text }>;

/** The value of one input as it was typed; undefined for a property left out. */
export type Reading = Result<unknown, TypedError>;

const read = {
  whole: (text: string): Result<number, Text> => {
    const digits = toWesternDigits(text).replace(/[\s,٬]/g, "");
    return /^-?\d{1,12}$/.test(digits) ? ok(Number(digits)) : err(texts.notWhole);
  },
  /** `12.5` percent as 1,250 hundredths of a percent. */
  percent: (text: string): Result<number, Text> => {
    const match = /^(\d{1,3})(?:[.٫](\d{1,2}))?\s*[%٪]?$/.exec(toWesternDigits(text).trim());
    if (!match) return err(texts.notPercent);
    const hundredths = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
    return hundredths >= 1 && hundredths <= 10_000 ? ok(hundredths) : err(texts.notPercent);
  },
  amount: (text: string, currency: Currency): Result<string, Text> => {
    const money = parseMoney(text, currency);
    if (money.ok) return ok(String(money.value.amountMinor));
    return err(money.error === "tooManyDecimals" ? texts.tooManyDecimals : texts.notAmount);
  },
};

const named = (name: string, result: Result<unknown, Text>): Reading =>
  result.ok ? result : err({ name, text: result.error });

const readTexts = (typed: Typed, name: string, optional: boolean): Reading => {
  const text = { ar: typedIn(typed, `${name}.ar`).trim(), en: typedIn(typed, `${name}.en`).trim() };
  return ok(optional && text.ar === "" && text.en === "" ? undefined : text);
};

const readRequired = (typed: Typed, name: string): Reading => {
  const how = typedIn(typed, name);
  if (how === "never") return ok(false);
  const rule = typedIn(typed, `${name}.rule`).trim();
  return ok(how === "where" && rule !== "" ? rule : undefined);
};

const dateParts = ["day", "month", "year"] as const;

/** The three boxes of a date. */
export const typedDay = (typed: Typed, name: string): TypedDate => {
  const [day = "", month = "", year = ""] = dateParts.map((part) =>
    typedIn(typed, `${name}-${part}`),
  );
  return { day, month, year };
};

const readDay = (typed: Typed, name: string, optional: boolean): Reading => {
  const day = parseTypedDate(typedDay(typed, name));
  if (day.ok) return day;
  if (optional && day.error === "empty") return ok(undefined);
  return err({ name, text: typedDateTexts[day.error] });
};

const readLine = (input: Input, name: string, text: string): Reading => {
  switch (input.kind) {
    case "whole":
      return named(name, read.whole(text));
    case "percent":
      return named(name, read.percent(text));
    case "amount": {
      const minor = named(name, read.amount(text, input.currency));
      if (!minor.ok || input.as === "minor") return minor;
      return ok({ amountMinor: minor.value, currency: input.currency });
    }
    case "one":
      if (!input.options.some(({ value }) => value === text)) {
        return err({ name, text: texts.chooseOne });
      }
      return ok(input.number ? Number(text) : text);
    default:
      return ok(text);
  }
};

/** Reads what was typed into one input of the thing whose controls begin with `prefix`. */
export const readTyped = (input: Input, typed: Typed, prefix: string, item: unknown): Reading => {
  const name = controlName(prefix, input);
  const values = typed[name] ?? [];
  switch (input.kind) {
    case "texts":
      return readTexts(typed, name, input.optional === true);
    case "required":
      return readRequired(typed, name);
    case "date":
      return readDay(typed, name, input.optional === true);
    case "yes":
      return ok(values.length > 0 ? true : input.optional ? undefined : false);
    case "several": {
      const chosen = input.options.map(({ value }) => value).filter((one) => values.includes(one));
      return ok(input.optional && chosen.length === 0 ? undefined : chosen);
    }
    case "picked": {
      const kept = valueAt(item, input.name);
      const old = Array.isArray(kept) ? (kept as Record<string, unknown>[]) : [];
      return ok(
        input.options
          .filter(({ value }) => values.includes(value))
          .map(({ value }) => old.find((one) => one[input.key] === value) ?? input.items[value]),
      );
    }
    case "lines":
      return ok(
        typedIn(typed, name)
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      );
    default: {
      const text = typedIn(typed, name).trim();
      if (text === "" && input.optional) return ok(undefined);
      if (text === "" && input.kind !== "one" && input.kind !== "rule" && input.kind !== "line") {
        return err({ name, text: texts.missing });
      }
      return readLine(input, name, text);
    }
  }
};

/** What stands in an input's controls, written as people write it, before anybody types. */
export const writtenOf = (input: Input, prefix: string, item: unknown): Typed => {
  const name = controlName(prefix, input);
  const value = input.name === "" ? item : valueAt(item, input.name);
  switch (input.kind) {
    case "texts": {
      const { ar = "", en = "" } = (value ?? {}) as Partial<Text>;
      return { [`${name}.ar`]: [ar], [`${name}.en`]: [en] };
    }
    case "required":
      if (typeof value === "string") return { [name]: ["where"], [`${name}.rule`]: [value] };
      return { [name]: [value === false ? "never" : "always"] };
    case "yes":
      return { [name]: value === true ? ["yes"] : [] };
    case "date": {
      const day = splitDate(typeof value === "string" ? value : "");
      return Object.fromEntries(dateParts.map((part) => [`${name}-${part}`, [day[part]]]));
    }
    case "amount": {
      const minor = input.as === "minor" ? value : valueAt(value, "amountMinor");
      if (typeof minor !== "string" || !/^\d+$/.test(minor)) return { [name]: [""] };
      const money = { amountMinor: BigInt(minor), currency: input.currency };
      return { [name]: [formatAmount(money)] };
    }
    case "percent":
      return { [name]: [typeof value === "number" ? String(value / 100) : ""] };
    case "picked":
      return {
        [name]: Array.isArray(value)
          ? (value as Record<string, unknown>[]).map((one) => String(one[input.key]))
          : [],
      };
    case "lines":
      return { [name]: [Array.isArray(value) ? value.join("\n") : ""] };
    default:
      if (Array.isArray(value)) return { [name]: value.map(String) };
      return {
        [name]: typeof value === "string" || typeof value === "number" ? [String(value)] : [""],
      };
  }
};
