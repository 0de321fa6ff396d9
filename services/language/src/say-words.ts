import type { Text } from "@gov/kit/text.ts";

/** One phrase in both languages, made of parts in both. */
type Phrase = (...parts: readonly Text[]) => Text;

export const both = (text: string): Text => ({ ar: text, en: text });

/** Keeps a number, a date or a Latin word in order inside Arabic, as `fillText` does. */
export const isolated = ({ ar, en }: Text): Text => ({
  ar: `\u2068${ar}\u2069`,
  en: `\u2068${en}\u2069`,
});

export const quotedText = ({ ar, en }: Text): Text => ({ ar: `«${ar}»`, en: `“${en}”` });

/** A phrase with `$1`, `$2` in the places of its parts. */
export const phrase =
  (ar: string, en: string): Phrase =>
  (...parts) => {
    const fill = (words: string, lang: "ar" | "en"): string =>
      words.replace(/\$([1-9])/g, (_, place: string) => parts[Number(place) - 1]?.[lang] ?? "");
    return { ar: fill(ar, "ar"), en: fill(en, "en") };
  };

/** Several things one after the other, the last joined by a word: أ أو ب أو ج. */
export const listed = (items: readonly Text[], word: "and" | "or" | "comma"): Text => {
  const ar = items.map((item) => item.ar);
  const en = items.map((item) => item.en);
  if (word === "comma") return { ar: ar.join("، "), en: en.join(", ") };
  const last = en.length > 1 ? ` ${word} ${en.at(-1)}` : (en[0] ?? "");
  return {
    ar: ar.join(word === "and" ? " و" : " أو "),
    en: en.length > 1 ? `${en.slice(0, -1).join(", ")}${last}` : last,
  };
};

export const yesNo = (value: boolean): Text =>
  value ? { ar: "نعم", en: "yes" } : { ar: "لا", en: "no" };

/** Comparisons of dates, and of everything else. A colon in Arabic asks for no agreement. */
export const comparisons = {
  value: {
    "=": phrase("$1: $2", "$1 is $2"),
    "!=": phrase("$1: غير $2", "$1 is not $2"),
    "<": phrase("$1: أقل من $2", "$1 is less than $2"),
    "<=": phrase("$1: $2 على الأكثر", "$1 is at most $2"),
    ">": phrase("$1: أكثر من $2", "$1 is more than $2"),
    ">=": phrase("$1: $2 على الأقل", "$1 is at least $2"),
  },
  date: {
    "=": phrase("$1: $2", "$1 is $2"),
    "!=": phrase("$1: غير $2", "$1 is not $2"),
    "<": phrase("$1: قبل $2", "$1 is before $2"),
    "<=": phrase("$1: $2 أو قبله", "$1 is on or before $2"),
    ">": phrase("$1: بعد $2", "$1 is after $2"),
    ">=": phrase("$1: $2 أو بعده", "$1 is on or after $2"),
  },
} as const;

export const words = {
  itIs: phrase("$1: $2", "$1: $2"),
  notSo: phrase("لا يصح أن $1", "it is not so that $1"),
  oneOf: phrase("$1: $2", "$1 is $2"),
  noneOf: phrase("$1: ليس أيا من $2", "$1 is none of $2"),
  within: phrase("$1: بين $2 و$3", "$1 is between $2 and $3"),
  notWithin: phrase("$1: ليس بين $2 و$3", "$1 is not between $2 and $3"),
  among: phrase("$1 ضمن $2", "$1 is among $2"),
  notAmong: phrase("$1 ليس ضمن $2", "$1 is not among $2"),
  isKnown: phrase("$1: معروف", "$1 is known"),
  isNotKnown: phrase("$1: غير معروف", "$1 is not known"),
  ifThen: phrase("$2 إذا كان ($1)، وإلا $3", "$2 if ($1), otherwise $3"),
  brackets: phrase("($1)", "($1)"),
  plus: phrase("$1 + $2", "$1 + $2"),
  minus: phrase("$1 − $2", "$1 − $2"),
  times: phrase("$1 × $2", "$1 × $2"),
  negative: phrase("−$1", "−$1"),
  range: phrase("من $1 إلى $2", "$1 to $2"),
  today: phrase("اليوم", "today"),
  nothing: phrase("لا شيء", "nothing"),
  earliest: phrase("أبكر $1", "the earliest of $1"),
  latest: phrase("أحدث $1", "the latest of $1"),
} as const;

/** Functions in words; those that take several values get them as one list. */
export const functionWords = {
  count: phrase("عدد $1", "the number of $1"),
  min: phrase("أقل $1", "the least of $1"),
  max: phrase("أكبر $1", "the greatest of $1"),
  sum: phrase("مجموع $1", "the sum of $1"),
  share: phrase("$1 × $2 ÷ $3", "$1 × $2 ÷ $3"),
  year: phrase("سنة $1", "the year of $1"),
  length: phrase("عدد أحرف $1", "the length of $1"),
  firstKnown: phrase("أول معروف من $1", "the first known of $1"),
} as const;

type Unit = Readonly<{
  many: string;
  one: string;
  two: string;
  few: string;
  more: string;
  en: string;
}>;

const units: Readonly<Record<"days" | "months" | "years", Unit>> = {
  days: { many: "الأيام", one: "يوم", two: "يومين", few: "أيام", more: "يوما", en: "day" },
  months: { many: "الأشهر", one: "شهر", two: "شهرين", few: "أشهر", more: "شهرا", en: "month" },
  years: { many: "السنوات", one: "سنة", two: "سنتين", few: "سنوات", more: "سنة", en: "year" },
};
type UnitName = keyof typeof units;

/** Time between two dates; of today and another, how long since or until then. */
export const sayBetween = (unit: UnitName, from: Text | "today", to: Text | "today"): Text => {
  const { many, en } = units[unit];
  if (from !== "today" && to !== "today") {
    return phrase(`عدد ${many} من $1 إلى $2`, `the ${en}s from $1 to $2`)(from, to);
  }
  if (from !== "today") return phrase(`عدد ${many} منذ $1`, `the ${en}s since $1`)(from);
  const until = to === "today" ? words.today() : to;
  return phrase(`عدد ${many} حتى $1`, `the ${en}s until $1`)(until);
};

const counted = (unit: Unit, count: number): string => {
  if (count === 1) return unit.one;
  if (count === 2) return unit.two;
  const tail = count % 100;
  return `\u2068${count}\u2069 ${tail >= 3 && tail <= 10 ? unit.few : unit.more}`;
};

/** So many days, months or years after a date; before it where the number is negative. */
export const sayShifted = (unit: UnitName, date: Text, by: number | Text): Text => {
  const names = units[unit];
  if (typeof by !== "number") {
    return phrase(`بعد $1 بعدد من ${names.many}: $2`, `$2 ${names.en}s after $1`)(date, by);
  }
  const size = Math.abs(by);
  const arabic = size <= 2 ? `ب${counted(names, size)}` : `بـ ${counted(names, size)}`;
  const english = `${size} ${names.en}${size === 1 ? "" : "s"}`;
  if (by === 0) return date;
  return by > 0
    ? phrase(`بعد $1 ${arabic}`, `${english} after $1`)(date)
    : phrase(`قبل $1 ${arabic}`, `${english} before $1`)(date);
};
