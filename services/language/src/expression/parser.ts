import { currencies } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Problem, Span } from "../problem.ts";
import { functionNamed, functions } from "./functions.ts";
import { currencyOf, type Keyword } from "./keywords.ts";
import { readTokens, type Operator, type Token } from "./lexer.ts";
import { limits } from "./limits.ts";
import { expressionProblem, quoted, type ExpressionProblemCode } from "./problem-texts.ts";
import type { BinaryOperator, Node } from "./syntax.ts";
import { bool, unknown } from "./value.ts";

type Parser = {
  readonly tokens: readonly Token[];
  place: number;
  depth: number;
  problem: Problem | null;
};

const peek = (parser: Parser): Token => parser.tokens[parser.place] as Token;
const spanOf = (from: Span, to: Span): Span => ({ start: from.start, end: to.end });

/** Keeps the first problem and jumps to the end, so that every rule unwinds. */
const fail = (parser: Parser, code: ExpressionProblemCode, span: Span, ...said: string[]): Node => {
  parser.problem ??= expressionProblem(code, span, ...said);
  parser.place = parser.tokens.length - 1;
  return { kind: "literal", value: unknown, span };
};

const unexpected = (parser: Parser, expected: string): Node => {
  const token = peek(parser);
  return token.kind === "end"
    ? fail(parser, "incomplete", token)
    : fail(parser, "unexpected", token, quoted(token.text), quoted(expected));
};

const take = (parser: Parser): Token => {
  const token = peek(parser);
  if (token.kind !== "end") parser.place++;
  return token;
};

const takeOperator = <O extends Operator>(parser: Parser, ...wanted: O[]): O | undefined => {
  const token = peek(parser);
  if (token.kind !== "operator") return undefined;
  const found = wanted.find((operator) => operator === token.operator);
  if (found !== undefined) take(parser);
  return found;
};

const takeKeyword = (parser: Parser, wanted: Keyword): boolean => {
  const token = peek(parser);
  if (token.kind !== "keyword" || token.keyword !== wanted) return false;
  take(parser);
  return true;
};

/** Runs a rule one level deeper; past the bound it fails instead. */
const deeper = (parser: Parser, rule: (parser: Parser) => Node): Node => {
  if (parser.depth >= limits.depth) return fail(parser, "tooDeep", peek(parser));
  parser.depth++;
  const node = rule(parser);
  parser.depth--;
  return node;
};

const binary = (operator: BinaryOperator, left: Node, right: Node): Node => ({
  kind: "binary",
  operator,
  left,
  right,
  span: spanOf(left.span, right.span),
});

const readNumber = (parser: Parser): Node => {
  const token = take(parser);
  const next = peek(parser);
  const currency = next.kind === "name" ? currencyOf(next.text) : undefined;
  const [whole = "", fraction = ""] = token.text.split(".");
  if (currency === undefined && fraction !== "")
    return fail(parser, "decimalWithoutCurrency", token);
  const decimals = currency === undefined ? 0 : currencies[currency].decimals;
  if (fraction.length > decimals) return fail(parser, "tooManyDecimals", token, String(currency));
  const value = Number(whole + fraction.padEnd(decimals, "0"));
  if (value > limits.number) return fail(parser, "numberTooLarge", token);
  if (currency === undefined)
    return { kind: "literal", value: { type: "number", value }, span: token };
  take(parser);
  return { kind: "literal", value: { type: "money", value, currency }, span: spanOf(token, next) };
};

const readItems = (parser: Parser, close: ")" | "]"): Node[] => {
  const items: Node[] = [];
  if (takeOperator(parser, close)) return items;
  do items.push(deeper(parser, readAny));
  while (takeOperator(parser, ","));
  if (!takeOperator(parser, close)) unexpected(parser, close);
  return items;
};

const readListOrRange = (parser: Parser): Node => {
  const open = take(parser);
  if (takeOperator(parser, "]")) return { kind: "list", items: [], span: spanOf(open, open) };
  const first = deeper(parser, readAny);
  if (takeOperator(parser, "..")) {
    const to = deeper(parser, readAny);
    const end = peek(parser);
    if (!takeOperator(parser, "]")) return unexpected(parser, "]");
    return { kind: "range", from: first, to, span: spanOf(open, end) };
  }
  const rest = takeOperator(parser, ",") ? readItems(parser, "]") : undefined;
  if (rest === undefined && !takeOperator(parser, "]")) return unexpected(parser, "]");
  const end = parser.tokens[parser.place - 1] ?? open;
  return { kind: "list", items: [first, ...(rest ?? [])], span: spanOf(open, end) };
};

const readNameOrCall = (parser: Parser): Node => {
  const token = take(parser);
  if (!takeOperator(parser, "(")) return { kind: "name", name: token.text, span: token };
  const name = functionNamed(token.text);
  if (name === undefined) return fail(parser, "unknownFunction", token, quoted(token.text));
  const args = readItems(parser, ")");
  const span = spanOf(token, parser.tokens[parser.place - 1] ?? token);
  const { least, most } = functions[name];
  if (parser.problem === null && (args.length < least || args.length > most)) {
    const counts = least === most ? String(least) : `${least}–${most}`;
    return fail(parser, "wrongArgumentCount", span, quoted(token.text), counts);
  }
  return { kind: "call", name, args, span };
};

const readPrimary = (parser: Parser): Node => {
  const token = peek(parser);
  if (token.kind === "number") return readNumber(parser);
  if (token.kind === "name") return readNameOrCall(parser);
  if (token.kind === "text" || token.kind === "date") {
    take(parser);
    return { kind: "literal", value: { type: token.kind, value: token.text }, span: token };
  }
  if (token.kind === "keyword" && (token.keyword === "true" || token.keyword === "false")) {
    take(parser);
    return { kind: "literal", value: bool(token.keyword === "true"), span: token };
  }
  if (token.kind === "keyword" && token.keyword === "if") return deeper(parser, readIf);
  if (token.kind === "operator" && token.operator === "[") return readListOrRange(parser);
  if (takeOperator(parser, "(")) {
    const inner = deeper(parser, readAny);
    return takeOperator(parser, ")") ? inner : unexpected(parser, ")");
  }
  return unexpected(parser, "…");
};

const readSigned = (parser: Parser): Node => {
  const sign = peek(parser);
  if (!takeOperator(parser, "-")) return readPrimary(parser);
  const operand = deeper(parser, readSigned);
  return { kind: "negative", operand, span: spanOf(sign, operand.span) };
};

const readProduct = (parser: Parser): Node => {
  let left = readSigned(parser);
  while (takeOperator(parser, "*")) left = binary("*", left, readSigned(parser));
  return left;
};

const readSum = (parser: Parser): Node => {
  let left = readProduct(parser);
  for (;;) {
    const operator = takeOperator(parser, "+", "-");
    if (operator === undefined) return left;
    left = binary(operator, left, readProduct(parser));
  }
};

const compare = (parser: Parser, left: Node): Node | undefined => {
  const token = peek(parser);
  const negated = token.kind === "keyword" && token.keyword === "not";
  const place = parser.place;
  if (negated) take(parser);
  if (takeKeyword(parser, "in")) {
    const list = readSum(parser);
    const span = spanOf(left.span, list.span);
    const inside: Node = { kind: "in", item: left, list, span };
    return negated ? { kind: "not", operand: inside, span } : inside;
  }
  parser.place = place;
  const operator = takeOperator(parser, "=", "!=", "<", "<=", ">", ">=");
  return operator === undefined ? undefined : binary(operator, left, readSum(parser));
};

const readComparison = (parser: Parser): Node => {
  const left = readSum(parser);
  const compared = compare(parser, left);
  if (!compared) return left;
  const next = peek(parser);
  return compare(parser, compared) ? fail(parser, "chainedComparison", next) : compared;
};

const readNot = (parser: Parser): Node => {
  const word = peek(parser);
  if (!takeKeyword(parser, "not")) return readComparison(parser);
  const operand = deeper(parser, readNot);
  return { kind: "not", operand, span: spanOf(word, operand.span) };
};

const readAnd = (parser: Parser): Node => {
  let left = readNot(parser);
  while (takeKeyword(parser, "and")) left = binary("and", left, readNot(parser));
  return left;
};

const readAny = (parser: Parser): Node => {
  let left = readAnd(parser);
  while (takeKeyword(parser, "or")) left = binary("or", left, readAnd(parser));
  return left;
};

const readIf = (parser: Parser): Node => {
  const word = take(parser);
  const condition = deeper(parser, readAny);
  if (!takeKeyword(parser, "then")) return unexpected(parser, "then / فإن");
  const then = deeper(parser, readAny);
  if (!takeKeyword(parser, "else")) return unexpected(parser, "else / وإلا");
  const otherwise = deeper(parser, readAny);
  return { kind: "if", condition, then, otherwise, span: spanOf(word, otherwise.span) };
};

/** Reads an expression's source. Never throws; ends fast on any input. */
export const parseExpression = (source: string): Result<Node, Problem> => {
  const tokens = readTokens(source);
  if (!tokens.ok) return tokens;
  const parser: Parser = { tokens: tokens.value, place: 0, depth: 0, problem: null };
  const node = readAny(parser);
  if (parser.problem === null && peek(parser).kind !== "end")
    unexpected(parser, "and / و, or / أو");
  return parser.problem === null ? ok(node) : err(parser.problem);
};
