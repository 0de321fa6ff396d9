import { foldArabic } from "@gov/country/search-folding.ts";
import { functionNamed } from "@gov/services/language/expression/functions.ts";
import { currencyOf, keywordsOf } from "@gov/services/language/expression/keywords.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { declaredIn, spellingOf } from "./declared.ts";

const longest = 36;

const isWordOfLanguage = (word: string): boolean =>
  keywordsOf(word).length > 0 ||
  functionNamed(word) !== undefined ||
  currencyOf(word) !== undefined;

/** The first of `word`, `word2`, `word3`… that nothing is called yet. */
const firstFree = (draft: DraftDefinition, word: string, join: string): string => {
  const known = new Set(declaredIn(draft).map((one) => foldArabic(spellingOf(one))));
  const isFree = (candidate: string): boolean =>
    !known.has(foldArabic(candidate)) && !isWordOfLanguage(candidate);
  let candidate = word;
  for (let count = 2; !isFree(candidate); count++) candidate = `${word}${join}${count}`;
  return candidate;
};

/** A code from an English title, so that nobody has to think of one: `Stall area` → `stallArea`. */
export const codeFrom = (draft: DraftDefinition, english: string, fallback: string): string => {
  const words = english.replace(/['’]/g, "").match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
  const joined = words
    .slice(0, 4)
    .map((word, index) => {
      const small = word.toLowerCase();
      return index === 0 ? small : small.charAt(0).toUpperCase() + small.slice(1);
    })
    .join("")
    .slice(0, longest);
  return firstFree(draft, joined === "" ? fallback : joined, "");
};

/** An Arabic name from an Arabic title: «مساحة البسطة؟» → `مساحة_البسطة`; none where it has none. */
export const aliasFrom = (draft: DraftDefinition, arabic: string): string | undefined => {
  const bare = arabic.normalize("NFC").replace(/[\u064b-\u0652\u0670\u0640]/g, "");
  const words = bare.match(/[\u0621-\u063a\u0641-\u064a]+|[0-9]+/g) ?? [];
  const start = words.findIndex((word) => !/^[0-9]/.test(word));
  if (start === -1) return undefined;
  let joined = "";
  for (const word of words.slice(start, start + 4)) {
    const longer = joined === "" ? word : `${joined}_${word}`;
    if (longer.length <= longest) joined = longer;
  }
  return joined === "" ? undefined : firstFree(draft, joined, "_");
};
