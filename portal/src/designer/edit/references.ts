import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { readTokens } from "@gov/services/language/expression/lexer.ts";
import { parseExpression } from "@gov/services/language/expression/parser.ts";
import type { Node } from "@gov/services/language/expression/syntax.ts";
import type { Span } from "@gov/services/language/problem.ts";
import { groupSpace, makeLookup, type Declared, type Lookup } from "./declared.ts";
import { expressionsOf, textsOf, type PlacedExpression } from "./expression-places.ts";
import { outside, placesOf, valueAt, type Place } from "./place.ts";

/** One mention of something declared: where, which characters, and which declaration. */
export type Reference = Readonly<{ place: Place; span: Span; declared: number }>;

const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flat()
    .filter((part): part is Node => typeof part === "object" && part !== null && "kind" in part);

type NameNode = Extract<Node, { kind: "name" }>;

const nameNodes = (node: Node): NameNode[] =>
  node.kind === "name" ? [node] : childrenOf(node).flatMap(nameNodes);

/** Names of a rule that is not finished yet: its words, without those that open brackets. */
const namesOfUnfinished = (source: string): Pick<NameNode, "name" | "span">[] => {
  const tokens = readTokens(source);
  if (!tokens.ok) return [];
  return tokens.value.flatMap((token, index) => {
    const next = tokens.value[index + 1];
    const calls = next?.kind === "operator" && next.operator === "(";
    return token.kind === "name" && !calls ? [{ name: token.text, span: token }] : [];
  });
};

/** The texts that stand beside a choice: `kind = "food"`, `kind in ["food", "toys"]`. */
const literalsBeside = (node: Node): { name: NameNode; literals: Node[] }[] => {
  const own: { name: NameNode; literals: Node[] }[] = [];
  if (node.kind === "binary" && (node.operator === "=" || node.operator === "!=")) {
    const { left, right } = node;
    if (left.kind === "name") own.push({ name: left, literals: [right] });
    if (right.kind === "name") own.push({ name: right, literals: [left] });
  }
  if (node.kind === "in" && node.list.kind === "list" && node.item.kind === "name") {
    own.push({ name: node.item, literals: [...node.list.items] });
  }
  if (node.kind === "in" && node.list.kind === "name") {
    own.push({ name: node.list, literals: [node.item] });
  }
  return [...own, ...childrenOf(node).flatMap(literalsBeside)];
};

type Finder = Readonly<{ declared: readonly Declared[]; find: Lookup }>;

/** The question whose options a name's values are. */
const choiceNamed = ({ declared }: Finder, index: number): Place | undefined => {
  const from = declared[index]?.segments.at(-1)?.from;
  return from === undefined ? undefined : outside(from);
};

const inExpression = (finder: Finder, expression: PlacedExpression): Reference[] => {
  const { place, source, group } = expression;
  const spaces = group === undefined ? ["name"] : [groupSpace(group), "name"];
  const parsed = parseExpression(source);
  const written = parsed.ok ? nameNodes(parsed.value) : namesOfUnfinished(source);
  const names = written.flatMap(({ name, span }) => {
    const declared = finder.find(name, ...spaces);
    return declared === undefined ? [] : [{ place, span, declared }];
  });
  const options = (parsed.ok ? literalsBeside(parsed.value) : []).flatMap(({ name, literals }) => {
    const named = finder.find(name.name, ...spaces);
    const field = named === undefined ? undefined : choiceNamed(finder, named);
    if (field === undefined) return [];
    return literals.flatMap((literal) => {
      if (literal.kind !== "literal" || literal.value.type !== "text") return [];
      const declared = finder.find(literal.value.value, `option:${field}`);
      const { start, end } = literal.span;
      return declared === undefined
        ? []
        : [{ place, span: { start: start + 1, end: end - 1 }, declared }];
    });
  });
  return [...names, ...options];
};

const braces = /\{([^{}\n]{1,120})\}/g;

const inTexts = (finder: Finder, draft: DraftDefinition): Reference[] =>
  textsOf(draft).flatMap((text) =>
    (["ar", "en"] as const).flatMap((lang) =>
      [...text[lang].matchAll(braces)].flatMap(({ 1: name = "", index }) => {
        const declared = finder.find(name, "name");
        const span = { start: index + 1, end: index + 1 + name.length };
        return declared === undefined ? [] : [{ place: `${text.place}.${lang}`, span, declared }];
      }),
    ),
  );

/** Where codes stand by themselves, and among which names they are looked up. */
const codePlaces: readonly (readonly [string, (place: Place) => string])[] = [
  ["pages.*.confirms.*", () => "binding"],
  ["pages.*.fields.*.optionsFrom.binding", () => "binding"],
  ["pages.*.fields.*.fields.*.optionsFrom.binding", () => "binding"],
  ["pages.*.validate.*.field", (place) => `field:${place.split(".").slice(0, 2).join(".")}`],
  ["fees.*.exemptions.*.lines.*", (place) => `line:${place.split(".").slice(0, 2).join(".")}`],
  ["workflow.initial", () => "state"],
  ["workflow.transitions.*.from", () => "state"],
  ["workflow.transitions.*.to", () => "state"],
  ["workflow.states.*.issues.*", () => "document"],
  ["notifications.*.state", () => "state"],
];

const inCodes = (finder: Finder, draft: DraftDefinition): Reference[] =>
  codePlaces.flatMap(([pattern, space]) =>
    placesOf(draft, pattern).flatMap((place) => {
      const written = valueAt(draft, place);
      if (typeof written !== "string") return [];
      const declared = finder.find(written, space(place));
      return declared === undefined
        ? []
        : [{ place, span: { start: 0, end: written.length }, declared }];
    }),
  );

/** Every mention of a draft's own parts: in rules, in texts between braces, in lists of codes. */
export const referencesIn = (
  draft: DraftDefinition,
  declared: readonly Declared[],
): Reference[] => {
  const finder: Finder = { declared, find: makeLookup(declared) };
  return [
    ...expressionsOf(draft).flatMap((expression) => inExpression(finder, expression)),
    ...inTexts(finder, draft),
    ...inCodes(finder, draft),
  ];
};
