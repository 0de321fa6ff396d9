import { err, ok, type Result } from "@gov/kit/result.ts";
import type { FactDefinition } from "./binding-schema.ts";
import type { WireValue } from "./case-data.ts";
import { typeOfFact } from "./model.ts";
import type { Problem } from "./problem.ts";
import { fromWire, toWire } from "./wire-value.ts";

/** Follows property names through a JSON value; null where there is nothing. */
export const stepInto = (json: unknown, path: string): unknown => {
  let place: unknown = json;
  for (const name of path.split(".")) {
    if (typeof place !== "object" || place === null || !Object.hasOwn(place, name)) return null;
    place = (place as Record<string, unknown>)[name];
  }
  return place ?? null;
};

/** Registries write amounts as numbers or text, and dates with or without a time. */
const normalised = (fact: FactDefinition, found: unknown): unknown => {
  if (fact.type === "date" && typeof found === "string") return found.slice(0, 10);
  if (fact.type === "money" && typeof found === "object" && found !== null) {
    const { amountMinor, currency } = found as { amountMinor?: unknown; currency?: unknown };
    return Number.isSafeInteger(amountMinor)
      ? { amountMinor: String(amountMinor), currency }
      : found;
  }
  return found;
};

/** One fact out of a registry's answer. */
export const readFact = (fact: FactDefinition, found: unknown): Result<WireValue, Problem> => {
  if (fact.type === "presence") return ok(found !== null);
  if (found === null) return ok(null);
  const wire = normalised(fact, found) as WireValue;
  const value = fromWire(typeOfFact(fact), wire);
  const isOption =
    fact.type !== "choice" ||
    (value.type === "text" && fact.options?.some((option) => option.value === value.value));
  if (value.type !== "unknown" && isOption) return ok(toWire(value));
  return err({
    path: fact.from,
    code: "registryShape",
    reason: {
      ar: `جواب السجل في «${fact.label.ar}» ليس بالشكل المتفق عليه.`,
      en: `The registry's answer for “${fact.label.en}” does not have the agreed form.`,
    },
  });
};
