import { foldArabic } from "@gov/country/search-folding.ts";

export type Keyword = "and" | "or" | "not" | "if" | "then" | "else" | "in" | "true" | "false";

/** The words of the language in both languages; Arabic ones in any spelling. */
const words: Readonly<Record<Keyword, readonly string[]>> = {
  and: ["and", "و"],
  or: ["or", "أو"],
  not: ["not", "ليس"],
  if: ["if", "إذا"],
  then: ["then", "فإن", "إذن"],
  else: ["else", "وإلا", "إلا"],
  in: ["in", "في", "ضمن"],
  true: ["true", "نعم", "صحيح"],
  false: ["false", "لا", "خطأ"],
};

const byWord = new Map<string, readonly Keyword[]>(
  Object.entries(words).flatMap(([keyword, spellings]) =>
    spellings.map((word): [string, Keyword[]] => [foldArabic(word), [keyword as Keyword]]),
  ),
);
byWord.set(foldArabic("وليس"), ["and", "not"]);

/** The keywords a word stands for: none for a name, two for «وليس» (and not). */
export const keywordsOf = (word: string): readonly Keyword[] => byWord.get(foldArabic(word)) ?? [];

const currencyWords = new Map([
  ["ILS", "ILS"],
  ["JOD", "JOD"],
  ["USD", "USD"],
  ["شيكل", "ILS"],
  ["دينار", "JOD"],
  ["دولار", "USD"],
] as const);

/** The currency a word names after a number: `12.50 ILS`, `12.50 شيكل`. */
export const currencyOf = (word: string) =>
  (currencyWords as ReadonlyMap<string, "ILS" | "JOD" | "USD">).get(foldArabic(word));
