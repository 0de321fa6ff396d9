import type { Type } from "@gov/services/language/expression/value.ts";
import { outside, placesOf, valueAt, type Place } from "./place.ts";

/** An expression of a draft: where, what it says, what it must give, in which group it stands. */
export type PlacedExpression = Readonly<{
  place: Place;
  source: string;
  wanted: Type["type"];
  /** The place of the group whose entry its names stand for. */
  group?: Place;
}>;

const inField: readonly (readonly [string, Type["type"]])[] = [
  ["showIf", "boolean"],
  ["required", "boolean"],
  ["prefill", "any"],
  ["validate.*.rule", "boolean"],
];

/** Every pattern of places where an expression stands, and the type that it must give there. */
export const expressionPatterns: ReadonlyMap<string, Type["type"]> = new Map([
  ["pages.*.showIf", "boolean"],
  ...inField.map(([part, type]) => [`pages.*.fields.*.${part}`, type] as const),
  ...inField.map(([part, type]) => [`pages.*.fields.*.fields.*.${part}`, type] as const),
  ["pages.*.validate.*.rule", "boolean"],
  ["bindings.*.when", "boolean"],
  ["bindings.*.path.*", "any"],
  ["bindings.*.query.*.value", "any"],
  ["eligibility.*.rule", "boolean"],
  ["fees.*.lines.*.when", "boolean"],
  ["fees.*.lines.*.rows.*.when", "boolean"],
  ["fees.*.lines.*.amount", "money"],
  ["fees.*.exemptions.*.when", "boolean"],
  ["fees.*.instalments.when", "boolean"],
  ["workflow.states.*.checks.*.when", "boolean"],
  ["workflow.states.*.checks.*.shows.*", "any"],
  ["workflow.transitions.*.when", "boolean"],
  ["documents.*.fields.*.value", "any"],
  ["documents.*.validFrom", "date"],
  ["documents.*.validUntil", "date"],
]);

const innerField = /^(pages\.\d+\.fields\.\d+)\.fields\./;

/** The group within whose entries an expression of this place is worked out. */
export const groupAround = (place: Place): Place | undefined => innerField.exec(place)?.[1];

/** Every expression of a draft, empty ones left out. */
export const expressionsOf = (draft: unknown): PlacedExpression[] =>
  [...expressionPatterns].flatMap(([pattern, wanted]) =>
    placesOf(draft, pattern).flatMap((place) => {
      const source = valueAt(draft, place);
      // `required` is also yes or no, and a fixed line's amount is money.
      if (typeof source !== "string" || source.trim() === "") return [];
      const group = groupAround(place);
      return [{ place, source, wanted, ...(group === undefined ? {} : { group }) }];
    }),
  );

/** A text of a draft in both languages, and where it stands. */
export type PlacedText = Readonly<{ place: Place; ar: string; en: string }>;

const isText = (value: object): value is { ar: string; en: string } =>
  "ar" in value && "en" in value && typeof value.ar === "string" && typeof value.en === "string";

/** Every text of a draft, in the draft's order. */
export const textsOf = (draft: unknown): PlacedText[] => {
  const found: PlacedText[] = [];
  const walk = (value: unknown, place: Place): void => {
    if (typeof value !== "object" || value === null) return;
    if (isText(value)) {
      found.push({ place, ar: value.ar, en: value.en });
      return;
    }
    for (const [step, part] of Object.entries(value)) {
      walk(part, place === "" ? step : `${place}.${step}`);
    }
  };
  walk(draft, "");
  return found;
};

/** The thing that a property belongs to. */
export const ownerOf = (place: Place): Place => outside(place);
