import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Problem } from "../problem.ts";
import { applyFunction } from "./apply-function.ts";
import { limits } from "./limits.ts";
import { calculate, compareValues, nameOf, type Failure } from "./operations.ts";
import { expressionProblem } from "./problem-texts.ts";
import type { Node } from "./syntax.ts";
import { typeName } from "./type-names.ts";
import { bool, isNo, isYes, no, unknown, yes, type Type, type Value } from "./value.ts";

/** What a name stands for now: its canonical name, so that traces read the same. */
export type Lookup = (written: string) => Readonly<{ name: string; value: Value }>;

/**
 * A result and the names that decided it, in the order they were read: the answer to "why".
 * For an unknown result, the names that are missing.
 */
export type Outcome = Readonly<{ value: Value; because: readonly string[] }>;

type Run = { readonly lookup: Lookup; steps: number; problem: Problem | null };

/** Each name once, in order. Most results have one name or two, so no set is made for them. */
const join = (...lists: (readonly string[])[]): readonly string[] => {
  let joined: readonly string[] = [];
  for (const list of lists) {
    if (list.length === 0 || list === joined) continue;
    if (joined.length === 0) joined = list;
    else {
      const known = joined;
      const fresh = list.filter((name) => !known.includes(name));
      if (fresh.length > 0) joined = [...known, ...fresh];
    }
  }
  return joined;
};

const stop = (run: Run, failure: Failure, node: Node): Outcome => {
  run.problem ??= expressionProblem(failure.code, node.span, ...failure.said);
  return { value: unknown, because: [] };
};

/** Outcomes that are unknown decide an unknown result; otherwise all of them decide. */
const combine = (
  run: Run,
  node: Node,
  parts: readonly Outcome[],
  apply: (values: readonly Value[]) => Value | Failure,
): Outcome => {
  const missing = parts.filter(({ value }) => value.type === "unknown");
  if (missing.length > 0)
    return { value: unknown, because: join(...missing.map((m) => m.because)) };
  const result = apply(parts.map(({ value }) => value));
  if ("code" in result) return stop(run, result, node);
  return { value: result, because: join(...parts.map(({ because }) => because)) };
};

const listType: Type = { type: "list", item: { type: "any" } };
const notBoolean: Failure = {
  code: "wrongType",
  said: [typeName({ type: "any" }), typeName({ type: "boolean" })],
};

/**
 * Kleene's and/or: one deciding side is enough, whatever the other; with neither deciding and
 * one unknown, the result is unknown. The left side is read first and may decide alone.
 */
const evaluateLogic = (run: Run, node: Extract<Node, { kind: "binary" }>): Outcome => {
  const decides = node.operator === "and" ? isNo : isYes;
  const left = evaluateNode(run, node.left);
  if (run.problem !== null || decides(left.value)) return left;
  const right = evaluateNode(run, node.right);
  if (run.problem !== null || decides(right.value)) return right;
  for (const { value } of [left, right]) {
    if (value.type !== "boolean" && value.type !== "unknown") return stop(run, notBoolean, node);
  }
  return combine(run, node, [left, right], () => (node.operator === "and" ? yes : no));
};

const evaluateIf = (run: Run, node: Extract<Node, { kind: "if" }>): Outcome => {
  const condition = evaluateNode(run, node.condition);
  if (condition.value.type === "unknown") return condition;
  if (condition.value.type !== "boolean") return stop(run, notBoolean, node.condition);
  const branch = evaluateNode(run, condition.value.value ? node.then : node.otherwise);
  if (branch.value.type === "unknown") return branch;
  return { value: branch.value, because: join(condition.because, branch.because) };
};

const evaluateRange = (
  run: Run,
  node: Extract<Node, { kind: "in" }>,
  range: Extract<Node, { kind: "range" }>,
): Outcome => {
  const parts = [node.item, range.from, range.to].map((part) => evaluateNode(run, part));
  return combine(run, node, parts, ([item = unknown, from = unknown, to = unknown]) => {
    const above = compareValues(">=", item, from);
    if (typeof above !== "boolean") return above;
    const below = compareValues("<=", item, to);
    return typeof below === "boolean" ? bool(above && below) : below;
  });
};

/** Membership: a match decides even beside unknown items; no match beside one is unknown. */
const evaluateIn = (run: Run, node: Extract<Node, { kind: "in" }>): Outcome => {
  if (node.list.kind === "range") return evaluateRange(run, node, node.list);
  const item = evaluateNode(run, node.item);
  const list = evaluateNode(run, node.list);
  if (run.problem !== null) return item;
  return combine(run, node, [item, list], ([wanted = unknown, found = unknown]) => {
    if (found.type !== "list")
      return { code: "wrongType", said: [nameOf(found), typeName(listType)] };
    let undecided = false;
    for (const candidate of found.items) {
      run.steps++;
      if (candidate.type === "unknown") undecided = true;
      else {
        const equal = compareValues("=", wanted, candidate);
        if (typeof equal !== "boolean") return equal;
        if (equal) return yes;
      }
    }
    return undecided ? unknown : no;
  });
};

const evaluateList = (run: Run, items: readonly Node[]): Outcome => {
  const parts = items.map((item) => evaluateNode(run, item));
  return {
    value: { type: "list", items: parts.map(({ value }) => value) },
    because: join(...parts.map(({ because }) => because)),
  };
};

const evaluateCall = (run: Run, node: Extract<Node, { kind: "call" }>): Outcome => {
  const { name } = node;
  const parts = node.args.map((arg) => evaluateNode(run, arg));
  if (run.problem !== null) return { value: unknown, because: [] };
  if (name === "known") {
    const because = join(...parts.map((part) => part.because));
    return { value: bool(parts.every(({ value }) => value.type !== "unknown")), because };
  }
  if (name === "firstKnown") {
    const first = parts.find(({ value }) => value.type !== "unknown");
    return first ?? combine(run, node, parts, () => unknown);
  }
  return combine(run, node, parts, (values) => {
    run.steps += values.reduce(
      (n, value) => n + (value.type === "list" ? value.items.length : 0),
      0,
    );
    return applyFunction(name, values);
  });
};

const evaluateNode = (run: Run, node: Node): Outcome => {
  if (run.problem !== null) return { value: unknown, because: [] };
  run.steps++;
  if (run.steps > limits.steps) return stop(run, { code: "tooManySteps", said: [] }, node);
  switch (node.kind) {
    case "literal":
      return { value: node.value, because: [] };
    case "name": {
      const { name, value } = run.lookup(node.name);
      return { value, because: [name] };
    }
    case "not": {
      const operand = evaluateNode(run, node.operand);
      return combine(run, node, [operand], ([value = unknown]) =>
        value.type === "boolean" ? bool(!value.value) : notBoolean,
      );
    }
    case "negative": {
      const operand = evaluateNode(run, node.operand);
      return combine(run, node, [operand], ([value = unknown]) =>
        calculate("*", value, { type: "number", value: -1 }),
      );
    }
    case "binary": {
      const { operator } = node;
      if (operator === "and" || operator === "or") return evaluateLogic(run, node);
      const parts = [evaluateNode(run, node.left), evaluateNode(run, node.right)];
      return combine(run, node, parts, ([left = unknown, right = unknown]) => {
        if (operator === "+" || operator === "-" || operator === "*") {
          return calculate(operator, left, right);
        }
        const compared = compareValues(operator, left, right);
        return typeof compared === "boolean" ? bool(compared) : compared;
      });
    }
    case "in":
      return evaluateIn(run, node);
    case "if":
      return evaluateIf(run, node);
    case "list":
      return evaluateList(run, node.items);
    case "range":
      return stop(
        run,
        { code: "wrongType", said: [typeName(listType), typeName({ type: "any" })] },
        node,
      );
    case "call":
      return evaluateCall(run, node);
  }
};

/**
 * Evaluates an expression. Total and deterministic: any tree over any values gives an outcome
 * or a problem, within the step limit, and nothing is thrown.
 */
export const evaluateExpression = (node: Node, lookup: Lookup): Result<Outcome, Problem> => {
  const run: Run = { lookup, steps: 0, problem: null };
  const outcome = evaluateNode(run, node);
  return run.problem === null ? ok(outcome) : err(run.problem);
};
