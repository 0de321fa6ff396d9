import { foldArabic } from "@gov/country/search-folding.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Type } from "./value.ts";

/** What an expression may name: a field, a fact, or something built in. */
export type Known = Readonly<{ name: string; alias?: string; type: Type; label: Text }>;

/** The names one definition gives its expressions, in both languages. */
export type Names = Readonly<{
  /** By name or by Arabic alias, in any spelling of the alias. */
  find: (written: string) => Known | undefined;
  all: readonly Known[];
}>;

/** Indexes names and aliases; of two with one spelling the first counts. */
export const makeNames = (all: readonly Known[]): Names => {
  const index = new Map<string, Known>();
  for (const known of all) {
    for (const spelling of [known.name, known.alias]) {
      if (spelling === undefined) continue;
      const folded = foldArabic(spelling);
      if (!index.has(folded)) index.set(folded, known);
    }
  }
  const found = new Map<string, Known | undefined>();
  const find = (written: string): Known | undefined => {
    const known = found.get(written);
    if (known !== undefined || found.has(written)) return known;
    const fresh = index.get(foldArabic(written));
    // A definition's expressions hold a bounded number of spellings; others are not kept.
    if (found.size < 2000) found.set(written, fresh);
    return fresh;
  };
  return { all, find };
};

/** Edits that turn one word into the other, given up past the bound. */
const distance = (a: string, b: string, bound: number): number => {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? bound + 1;
};

/** The name an author probably meant; empty when none is near. */
export const nearestName = (names: Names, written: string): string => {
  const target = foldArabic(written.slice(0, 80)).toLowerCase();
  let best = { name: "", edits: 3 };
  for (const known of names.all) {
    for (const spelling of [known.name, known.alias]) {
      if (spelling === undefined) continue;
      const edits = distance(target, foldArabic(spelling).toLowerCase(), 2);
      if (edits < best.edits) best = { name: spelling, edits };
    }
  }
  return best.name;
};
