import { toWesternDigits } from "@gov/country/digits.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Problem, Span } from "../problem.ts";
import { isDate } from "./calendar-date.ts";
import { keywordsOf, type Keyword } from "./keywords.ts";
import { limits } from "./limits.ts";
import { expressionProblem, quoted } from "./problem-texts.ts";

const operators = [
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "*",
  "(",
  ")",
  "[",
  "]",
  ",",
  "..",
] as const;
export type Operator = (typeof operators)[number];

export type Token = Span &
  Readonly<
    | { kind: "number"; text: string }
    | { kind: "text" | "date" | "name"; text: string }
    | { kind: "keyword"; text: string; keyword: Keyword }
    | { kind: "operator"; text: string; operator: Operator }
    | { kind: "end"; text: string }
  >;

const spellings: readonly (readonly [string, Operator])[] = [
  ["<>", "!="],
  ["≠", "!="],
  ["≤", "<="],
  ["≥", ">="],
  ["×", "*"],
  ["−", "-"],
  ["،", ","],
  ...operators.toSorted((a, b) => b.length - a.length).map((text) => [text, text] as const),
];

const spaces = /[\s\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/y;
const numbers = /[0-9٠-٩۰-۹]+(?:[.٫][0-9٠-٩۰-۹]+)?/y;
const names = /[\p{L}_][\p{L}\p{M}\p{Nd}_ـ]*(?:\.[\p{L}_][\p{L}\p{M}\p{Nd}_ـ]*)*/uy;
/** Letters of neither script that names are written in: a Cyrillic а looks like a Latin one. */
const strangers = /(?![\p{Script=Latin}\p{Script=Arabic}ـ])\p{L}/u;
const texts = /"([^"\n]*)"|“([^”\n]*)”|«([^»\n]*)»/y;

const match = (pattern: RegExp, source: string, start: number): RegExpExecArray | null => {
  pattern.lastIndex = start;
  return pattern.exec(source);
};

const readText = (source: string, start: number, quote: number): Token[] | Problem | undefined => {
  if (!'"“«'.includes(source.charAt(quote)) || quote >= source.length) return undefined;
  const found = match(texts, source, quote);
  if (!found) return expressionProblem("unclosedText", { start, end: source.length });
  const text = found[1] ?? found[2] ?? found[3] ?? "";
  const end = quote + found[0].length;
  if (quote === start) return [{ kind: "text", text, start, end }];
  const date = toWesternDigits(text);
  return isDate(date)
    ? [{ kind: "date", text: date, start, end }]
    : expressionProblem("invalidDate", { start, end }, quoted(text));
};

/** The token or tokens at a place, or what is wrong there. */
const readAt = (source: string, start: number): Token[] | Problem => {
  const number = match(numbers, source, start)?.[0];
  if (number !== undefined) {
    const text = toWesternDigits(number).replace("٫", ".");
    return [{ kind: "number", text, start, end: start + number.length }];
  }
  const name = match(names, source, start)?.[0];
  if (name !== undefined) {
    const span = { start, end: start + name.length };
    const stranger = strangers.exec(name)?.[0];
    if (stranger !== undefined) return expressionProblem("lookalike", span, quoted(stranger));
    const keywords = keywordsOf(name);
    if (keywords.length === 0) return [{ kind: "name", text: name, ...span }];
    return keywords.map((keyword) => ({ kind: "keyword", text: name, keyword, ...span }));
  }
  const text = readText(source, start, source.charAt(start) === "@" ? start + 1 : start);
  if (text) return text;
  if (source.startsWith("==", start)) {
    return expressionProblem("doubleEquals", { start, end: start + 2 });
  }
  const spelling = spellings.find(([written]) => source.startsWith(written, start));
  if (spelling) {
    const end = start + spelling[0].length;
    return [{ kind: "operator", text: spelling[0], operator: spelling[1], start, end }];
  }
  const character = String.fromCodePoint(source.codePointAt(start) ?? 0);
  const end = start + character.length;
  return expressionProblem("unexpectedCharacter", { start, end }, quoted(character));
};

/** Cuts a source into tokens, the last of kind `end`. */
export const readTokens = (source: string): Result<readonly Token[], Problem> => {
  if (source.length > limits.sourceLength) {
    return err(expressionProblem("tooLong", { start: 0, end: limits.sourceLength }));
  }
  const tokens: Token[] = [];
  let place = 0;
  for (;;) {
    place += match(spaces, source, place)?.[0].length ?? 0;
    if (place >= source.length) break;
    const found = readAt(source, place);
    if (!Array.isArray(found)) return err(found);
    tokens.push(...found);
    place = tokens.at(-1)?.end ?? source.length;
    if (tokens.length > limits.tokens) {
      return err(expressionProblem("tooManyParts", { start: place, end: source.length }));
    }
  }
  return ok([...tokens, { kind: "end", text: "", start: source.length, end: source.length }]);
};
