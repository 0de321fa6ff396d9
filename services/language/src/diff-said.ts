import { formatDate } from "@gov/country/dates.ts";
import { currencies, formatMoney, money, type Currency } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "./definition.ts";
import { expressionProperties, propertyWords, valueWords, wordProperties } from "./diff-words.ts";
import { isDate } from "./expression/calendar-date.ts";
import { sayExpression } from "./say-expression.ts";
import { both, isolated, listed, quotedText, words } from "./say-words.ts";

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | Readonly<{ [key: string]: Json }>;

/** One of the two versions compared. */
export type Side = Readonly<{
  definition: ServiceDefinition;
  json: Readonly<Record<string, Json>>;
}>;

export const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isText = (value: Json | undefined): value is Readonly<Record<"ar" | "en", string>> =>
  value !== undefined &&
  isRecord(value) &&
  typeof value["ar"] === "string" &&
  typeof value["en"] === "string";

const sayAmount = (amountMinor: string, currency: Currency): Text => {
  const amount = money(BigInt(amountMinor), currency);
  return isolated({ ar: formatMoney(amount, "ar"), en: formatMoney(amount, "en") });
};

const isCurrency = (value: Json | undefined): value is Currency =>
  typeof value === "string" && Object.hasOwn(currencies, value);

/** The group whose own rule a place holds, if it is one. */
const groupAt = (side: Side, path: readonly string[]): string | undefined => {
  const inner = path.lastIndexOf("fields");
  if (inner !== 4) return undefined;
  const field = side.definition.pages[Number(path[1])]?.fields[Number(path[3])];
  return field?.code;
};

const isExpression = (path: readonly string[]): boolean => {
  const key = path.at(-1) ?? "";
  const place = Number.isInteger(Number(key)) ? (path.at(-2) ?? "") : key;
  if (expressionProperties.has(place)) return true;
  if (path[0] === "fees") return place === "amount";
  return (path[0] === "documents" || path.includes("query")) && place === "value";
};

const sayWord = (side: Side, path: readonly string[], value: string): Text => {
  if (isExpression(path))
    return words.brackets(sayExpression(side.definition, value, groupAt(side, path)));
  const key = path.at(-1) ?? "";
  const place = Number.isInteger(Number(key)) ? (path.at(-2) ?? "") : key;
  const word = wordProperties.has(place) ? valueWords[value] : undefined;
  if (word) return quotedText(word);
  if (isDate(value)) return { ar: formatDate(value, "ar"), en: formatDate(value, "en") };
  const states = side.definition.workflow.states;
  const state = ["from", "to", "initial", "state"].includes(place)
    ? states.find(({ code }) => code === value)
    : undefined;
  return state ? quotedText(state.text) : isolated(both(value));
};

const sayNumber = (path: readonly string[], value: number): Text =>
  isolated(both(path.at(-1) === "basisPoints" ? `${value / 100}%` : String(value)));

/** A value as people read it; undefined for a thing of many parts without a name of its own. */
export const sayThing = (side: Side, path: readonly string[], value: Json): Text | undefined => {
  if (value === null) return undefined;
  if (typeof value === "string") return sayWord(side, path, value);
  if (typeof value === "number") return sayNumber(path, value);
  if (typeof value === "boolean") {
    return value ? { ar: "نعم", en: "yes" } : { ar: "لا", en: "no" };
  }
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) => sayThing(side, [...path, String(index)], item));
    const known = items.filter((item) => item !== undefined);
    return known.length === 0 ? undefined : listed(known, "comma");
  }
  const { amountMinor, currency, title, label, text } = value as Readonly<Record<string, Json>>;
  if (typeof amountMinor === "string" && isCurrency(currency)) {
    return sayAmount(amountMinor, currency);
  }
  const named = [value as Json, title, label, text].find(isText);
  return named ? quotedText(named) : undefined;
};

/** What one item of a list is, in words: `row`, page, question, check. */
const itemKinds: Readonly<Record<string, Text>> = {
  bindings: { ar: "السجل", en: "registry" },
  checks: { ar: "الاستيضاح", en: "check" },
  documents: { ar: "الوثيقة", en: "document" },
  eligibility: { ar: "الشرط", en: "rule" },
  exemptions: { ar: "الإعفاء", en: "exemption" },
  facts: { ar: "المعلومة", en: "fact" },
  fees: { ar: "لائحة الرسوم من", en: "fees from" },
  fields: { ar: "السؤال", en: "question" },
  issues: { ar: "الوثيقة", en: "document" },
  lines: { ar: "البند", en: "line" },
  notifications: { ar: "الرسالة", en: "message" },
  options: { ar: "الخيار", en: "option" },
  pages: { ar: "الصفحة", en: "page" },
  parts: { ar: "الدفعة", en: "part" },
  reasons: { ar: "السبب", en: "reason" },
  rows: { ar: "الصف", en: "row" },
  splits: { ar: "حصة", en: "part of" },
  states: { ar: "الحالة", en: "state" },
  transitions: { ar: "الانتقال", en: "step" },
  validate: { ar: "القاعدة", en: "rule" },
};

const otherwise: Text = { ar: "غير ذلك", en: "otherwise" };

/** The words by which people know an item: its title, its condition, its place in the list. */
const itemName = (side: Side, key: string, item: Json, index: number): Text => {
  if (!isRecord(item)) return sayThing(side, [key], item) ?? isolated(both(String(index + 1)));
  const { title, label, reason, message, text, from, to, when, source, institution } = item;
  if (key === "fees" && typeof from === "string") {
    return { ar: formatDate(from, "ar"), en: formatDate(from, "en") };
  }
  if (key === "rows") {
    return typeof when === "string"
      ? words.brackets(sayExpression(side.definition, when))
      : otherwise;
  }
  if (key === "transitions" && typeof from === "string" && typeof to === "string") {
    const start = sayWord(side, ["from"], from);
    const end = sayWord(side, ["to"], to);
    return { ar: `من ${start.ar} إلى ${end.ar}`, en: `from ${start.en} to ${end.en}` };
  }
  const named = [title, label, reason, message, text, source, item as Json].find(isText);
  if (named) return quotedText(named);
  const word = [institution, item["name"], item["code"], item["value"]].find(
    (each) => typeof each === "string",
  );
  return isolated(both(typeof word === "string" ? word : String(index + 1)));
};

export const sayItem = (side: Side, key: string, item: Json, index: number): Text => {
  const name = itemName(side, key, item, index);
  const kind = itemKinds[key] ?? propertyWords[key];
  return kind ? { ar: `${kind.ar} ${name.ar}`, en: `${kind.en} ${name.en}` } : name;
};
