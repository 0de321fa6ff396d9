import { foldArabic } from "@gov/country/search-folding.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { functionNamed } from "@gov/services/language/expression/functions.ts";
import { currencyOf, keywordsOf } from "@gov/services/language/expression/keywords.ts";
import { aliasSchema, codeSchema, factNameSchema } from "@gov/services/language/basic-schema.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import { z } from "zod";
import { declaredIn, spellingOf, type Declared } from "./declared.ts";
import { editProblem } from "./edit-problems.ts";
import { lastStep, valueAt, withValueAt, type Place } from "./place.ts";
import { referencesIn } from "./references.ts";

const isReserved = (word: string): boolean =>
  keywordsOf(word).length > 0 ||
  functionNamed(word) !== undefined ||
  currencyOf(word) !== undefined;

/** The spaces in which two names must not be alike: a group's entries see the others' names too. */
const scopesOf = (declared: readonly Declared[]): string[][] => {
  const spaces = [...new Set(declared.map(({ space }) => space))];
  return spaces.map((space) => (space.startsWith("group:") ? [space, "name"] : [space]));
};

/** A name that would then stand for two things, if the changed names make one. */
const taken = (declared: readonly Declared[], changed: ReadonlySet<Declared>): boolean =>
  scopesOf(declared).some((scope) => {
    const seen = new Map<string, Declared>();
    return declared
      .filter(({ space }) => scope.includes(space))
      .some((one) => {
        const folded = foldArabic(spellingOf(one));
        const other = seen.get(folded);
        seen.set(folded, one);
        return other !== undefined && (changed.has(one) || changed.has(other));
      });
  });

const formats: Readonly<Record<string, z.ZodType>> = {
  code: codeSchema,
  alias: aliasSchema,
  name: factNameSchema,
  // What a rule can hold between quotes.
  value: z.string().regex(/^[^"\u201c\u201d\u00ab\u00bb\n]{1,100}$/),
};

const refusal = (declared: readonly Declared[], place: Place, to: string): Problem | undefined => {
  if (formats[lastStep(place)]?.safeParse(to).success !== true) {
    return editProblem(place, "nameForm", to);
  }
  const changed = new Set(
    declared.filter(({ segments }) => segments.some(({ from }) => from === place)),
  );
  const asNames = [...changed].filter(({ space }) => !space.startsWith("option:"));
  if (asNames.some((one) => isReserved(spellingOf(one)))) {
    return editProblem(place, "reservedName", to);
  }
  return taken(declared, changed) ? editProblem(place, "nameTaken", to) : undefined;
};

/**
 * Gives a code, an Arabic name or an option's value another spelling, and every rule, text and
 * list that names it too, by the places where the parser found it. Refused where the new name
 * is taken or a word of the language: rules would then mean something else.
 */
export const rename = (
  draft: DraftDefinition,
  place: Place,
  to: string,
): Result<DraftDefinition, Problem[]> => {
  const old = valueAt(draft, place);
  if (old === to) return ok(draft);
  const renamed = withValueAt(draft, place, to) as DraftDefinition;
  const after = declaredIn(renamed);
  const refused = refusal(after, place, to);
  if (refused) return err([refused]);
  // What had no name yet is named nowhere.
  if (typeof old !== "string" || old === "") return ok(renamed);
  const before = declaredIn(draft);
  const spelled = (index: number): string => spellingOf(after[index] as Declared);
  const mentions = referencesIn(draft, before)
    .filter(({ declared }) => spellingOf(before[declared] as Declared) !== spelled(declared))
    // From the last character to the first, so that earlier spans stay true.
    .toSorted((a, b) => b.span.start - a.span.start);
  return ok(
    mentions.reduce((result: unknown, { place: at, span, declared }) => {
      const text = valueAt(result, at) as string;
      const changed = text.slice(0, span.start) + spelled(declared) + text.slice(span.end);
      return withValueAt(result, at, changed);
    }, renamed) as DraftDefinition,
  );
};
