import type { Span } from "../problem.ts";
import type { FunctionName } from "./functions.ts";
import type { Value } from "./value.ts";

export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type BinaryOperator = "and" | "or" | ComparisonOperator | "+" | "-" | "*";

/** An expression's tree; every part knows its place in the source. */
export type Node = Readonly<
  | { kind: "literal"; value: Value; span: Span }
  | { kind: "name"; name: string; span: Span }
  | { kind: "not" | "negative"; operand: Node; span: Span }
  | { kind: "binary"; operator: BinaryOperator; left: Node; right: Node; span: Span }
  | { kind: "in"; item: Node; list: Node; span: Span }
  | { kind: "if"; condition: Node; then: Node; otherwise: Node; span: Span }
  | { kind: "list"; items: readonly Node[]; span: Span }
  | { kind: "range"; from: Node; to: Node; span: Span }
  | { kind: "call"; name: FunctionName; args: readonly Node[]; span: Span }
>;
