import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkExpression } from "./checker.ts";
import { evaluateExpression } from "./evaluator.ts";
import { functions, type FunctionName } from "./functions.ts";
import { makeNames } from "./names.ts";
import { parseExpression } from "./parser.ts";
import { expressionProblem, expressionProblemCodes } from "./problem-texts.ts";
import type { BinaryOperator, Node } from "./syntax.ts";
import { unknown, type Value } from "./value.ts";

const span = { start: 0, end: 0 };
const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constant(unknown),
    fc.boolean().map((value): Value => ({ type: "boolean", value })),
    fc.maxSafeInteger().map((value): Value => ({ type: "number", value: value % 1e15 })),
    fc.string().map((value): Value => ({ type: "text", value })),
    fc
      .constantFrom("2026-01-31", "9999-12-31", "1000-01-01")
      .map((value): Value => ({ type: "date", value })),
    fc
      .tuple(fc.integer(), fc.constantFrom("ILS" as const, "JOD" as const))
      .map(([value, currency]): Value => ({ type: "money", value, currency })),
    fc.array(tie("value"), { maxLength: 4 }).map((items): Value => ({ type: "list", items })),
  ),
})).value;

const operators: BinaryOperator[] = ["and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*"];

/** Trees no checker has seen: every part beside every other. */
const anyNode: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    anyValue.map((value): Node => ({ kind: "literal", value, span })),
    fc.constantFrom("a", "b", "c").map((name): Node => ({ kind: "name", name, span })),
    fc
      .tuple(fc.constantFrom("not" as const, "negative" as const), tie("node"))
      .map(([kind, operand]): Node => ({ kind, operand, span })),
    fc
      .tuple(fc.constantFrom(...operators), tie("node"), tie("node"))
      .map(([operator, left, right]): Node => ({ kind: "binary", operator, left, right, span })),
    fc
      .tuple(tie("node"), tie("node"))
      .map(([item, list]): Node => ({ kind: "in", item, list, span })),
    fc
      .tuple(tie("node"), tie("node"))
      .map(([from, to]): Node => ({ kind: "range", from, to, span })),
    fc.tuple(tie("node"), tie("node"), tie("node")).map(([condition, then, otherwise]): Node => ({
      kind: "if",
      condition,
      then,
      otherwise,
      span,
    })),
    fc.array(tie("node"), { maxLength: 4 }).map((items): Node => ({ kind: "list", items, span })),
    fc
      .tuple(
        fc.constantFrom(...(Object.keys(functions) as FunctionName[])),
        fc.array(tie("node"), { maxLength: 4 }),
      )
      .map(([name, args]): Node => ({ kind: "call", name, args, span })),
  ),
})).node;

const scope = fc.record({ a: anyValue, b: anyValue, c: anyValue });
const run = (node: Node, values: Readonly<Record<string, Value>>) =>
  evaluateExpression(node, (name) => ({ name, value: values[name] ?? unknown }));

test("any tree over any values ends in a value or a problem, always the same one", () => {
  fc.assert(
    fc.property(anyNode, scope, (node, values) => {
      const first = run(node, values);
      assert.deepEqual(run(node, values), first);
      if (!first.ok) assert.ok(first.error.reason.ar !== "" && first.error.reason.en !== "");
    }),
    { numRuns: 2000 },
  );
});

test("learning a missing answer never overturns what was already decided", () => {
  fc.assert(
    fc.property(anyNode, scope, anyValue, (node, values, learned) => {
      const before = run(node, { ...values, a: unknown });
      fc.pre(before.ok && before.value.value.type === "boolean");
      fc.pre(
        !JSON.stringify(node).includes('"known"') && !JSON.stringify(node).includes("firstKnown"),
      );
      const after = run(node, { ...values, a: learned });
      // A value of a wrong type is a problem; otherwise the decision stands.
      if (after.ok && before.ok) assert.deepEqual(after.value.value, before.value.value);
    }),
    { numRuns: 2000 },
  );
});

test("hostile sources end within the bounds, each with its own reason", () => {
  const names = makeNames(
    ["age", "العمر"].map((name) => ({
      name,
      type: { type: "number" },
      label: { ar: "أ", en: "a" },
    })),
  );
  const end = (source: string): string => {
    const node = parseExpression(source);
    if (!node.ok) return node.error.code;
    const [problem] = checkExpression(node.value, names).problems;
    if (problem) return problem.code;
    const result = run(node.value, { age: { type: "number", value: 999_999_999_999_999 } });
    return result.ok ? result.value.value.type : result.error.code;
  };
  const table: [string, string][] = [
    ["a".repeat(1_000_000), "tooLong"],
    [`"${"س".repeat(1_000_000)}"`, "tooLong"],
    ["(".repeat(1900), "tooManyParts"],
    ["(".repeat(300), "tooDeep"],
    ["not ".repeat(300), "tooDeep"],
    ["-".repeat(300), "tooDeep"],
    [`${"[".repeat(50)}1`, "tooDeep"],
    ["if true then ".repeat(60), "tooDeep"],
    [`${"1+".repeat(300)}1`, "tooManyParts"],
    [`${"1+".repeat(190)}1`, "number"],
    ["9".repeat(1900), "numberTooLarge"],
    [`age ${"* age ".repeat(150)}`, "numberTooLarge"],
    ["share(age, age, 1)", "numberTooLarge"],
    ["share(age, 1, 0)", "divisionByZero"],
    ['addDays(@"9999-12-31", 1)', "dateOutOfRange"],
    ['addYears(@"2026-01-01", 999999999999999)', "dateOutOfRange"],
    ["\u0430ge > 1", "lookalike"],
    ["\u03b1ge > 1", "lookalike"],
    ["ag\u0435", "lookalike"],
    ["\uff41\uff47\uff45", "unknown"],
    ["\u202eage\u202c > \u20661\u2069", "boolean"],
    ["a\u202ege", "unexpected"],
    ["\u200fالعمر\u200e", "unknown"],
    ["age \u2044 2", "unexpectedCharacter"],
    ["\ud800", "unexpectedCharacter"],
    ["\u0000", "unexpectedCharacter"],
    ["__proto__ > 1", "unknownName"],
    ["constructor", "unknownName"],
  ];
  for (const [source, expected] of table) assert.equal(end(source), expected, source.slice(0, 40));
});

test("anything typed at random is read or refused with a reason in both languages", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    "[",
    "]",
    "not ",
    "و ",
    "if ",
    "then ",
    "else ",
    "in ",
    "-",
    "+",
    "*",
    "..",
    ",",

    "1",
    "٩",
    "1.5",
    "ILS",
    '"',
    "«",
    '@"',
    "a",
    "min(",
    "العمر",
    "=",
    "<",
    " ",
    "\u202e",
    "\ud800",
  );
  const source = fc.oneof(
    fc.string({ unit: "binary", maxLength: 3000 }),
    fc.array(piece, { maxLength: 1500 }).map((pieces) => pieces.join("")),
  );
  const names = makeNames([{ name: "a", type: { type: "number" }, label: { ar: "أ", en: "a" } }]);
  fc.assert(
    fc.property(source, (text) => {
      const node = parseExpression(text);
      if (node.ok) {
        checkExpression(node.value, names);
        run(node.value, {});
      } else assert.ok(node.error.reason.ar !== "" && node.error.reason.en !== "");
    }),
    { numRuns: 1500 },
  );
});

test("what the checker passes never fails over a type", () => {
  const names = makeNames(
    (["number", "text", "date", "boolean"] as const).map((type) => ({
      name: type.slice(0, 1),
      type: { type },
      label: { ar: type, en: type },
    })),
  );
  const values: Record<string, Value> = {
    n: { type: "number", value: 7 },
    t: { type: "text", value: "نابلس" },
    d: { type: "date", value: "2026-11-24" },
    b: { type: "boolean", value: true },
  };
  const word = fc.constantFrom(
    "n",
    "t",
    "d",
    "b",
    "1",
    '"x"',
    '@"2026-01-01"',
    "true",
    "+",
    "-",
    "*",
    "=",
    "<",
    "and",
    "or",
    "not",
    "in",
    "[",
    "]",
    ",",
    "(",
    ")",
    "min(",
    "addDays(",
    "if",
    "then",
    "else",
  );
  let passed = 0;
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
      const node = parseExpression(words.join(" "));
      if (!node.ok || checkExpression(node.value, names).problems.length > 0) return;
      passed++;
      const result = run(node.value, values);
      const code = result.ok ? "" : result.error.code;
      assert.ok(!["wrongType", "mixedTypes"].includes(code), words.join(" "));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(passed > 200, `only ${passed} expressions were well typed`);
});

test("every problem speaks both languages", () => {
  for (const code of expressionProblemCodes) {
    const { reason } = expressionProblem(code, span, "x", "y");
    assert.match(reason.ar, /[\u0621-\u064a]/, code);
    assert.doesNotMatch(reason.en.replace(/“و”/, ""), /[\u0621-\u064a]/, code);
  }
});
