import { foldArabic } from "@gov/country/search-folding.ts";

/** The functions of the language: names in both languages and how many values they take. */
export const functions = {
  count: { ar: "عدد", least: 1, most: 1 },
  min: { ar: "الأصغر", least: 1, most: 20 },
  max: { ar: "الأكبر", least: 1, most: 20 },
  sum: { ar: "المجموع", least: 1, most: 20 },
  /** share(amount, part, whole): amount × part ÷ whole, half rounded away from zero. */
  share: { ar: "حصة", least: 3, most: 3 },
  yearsBetween: { ar: "السنوات_بين", least: 2, most: 2 },
  monthsBetween: { ar: "الأشهر_بين", least: 2, most: 2 },
  daysBetween: { ar: "الأيام_بين", least: 2, most: 2 },
  addDays: { ar: "أضف_أيام", least: 2, most: 2 },
  addMonths: { ar: "أضف_أشهر", least: 2, most: 2 },
  addYears: { ar: "أضف_سنوات", least: 2, most: 2 },
  year: { ar: "سنة", least: 1, most: 1 },
  length: { ar: "طول", least: 1, most: 1 },
  /** Whether a value is known at all: never itself unknown. */
  known: { ar: "معلوم", least: 1, most: 1 },
  /** The first of its values that is known. */
  firstKnown: { ar: "أول_معلوم", least: 2, most: 10 },
} as const satisfies Record<string, { ar: string; least: number; most: number }>;

export type FunctionName = keyof typeof functions;

const byWord = new Map<string, FunctionName>(
  (Object.keys(functions) as FunctionName[]).flatMap((name): [string, FunctionName][] => [
    [name, name],
    [foldArabic(functions[name].ar), name],
  ]),
);

export const functionNamed = (word: string): FunctionName | undefined =>
  byWord.get(foldArabic(word));
