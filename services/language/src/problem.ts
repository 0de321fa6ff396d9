import type { Text } from "@gov/kit/text.ts";

/** Where in an expression's source something stands: character offsets, end not included. */
export type Span = Readonly<{ start: number; end: number }>;

/** Why a definition or an expression is refused: where, and what to do, in both languages. */
export type Problem = Readonly<{
  /** Place in the definition, like `pages.0.fields.1.showIf`; empty for a lone expression. */
  path: string;
  code: string;
  reason: Text;
  /** Set where the problem stands inside an expression. */
  span?: Span;
}>;

/** The same problem at an outer place. */
export const at = (path: string, problem: Problem): Problem => ({
  ...problem,
  path: problem.path === "" ? path : `${path}.${problem.path}`,
});
