import { toWesternDigits } from "./digits.ts";

const letters: Readonly<Record<string, string>> = { ٱ: "ا", ى: "ي", ة: "ه", ک: "ك", ی: "ي" };

/**
 * One spelling for the many ways an Arabic word is written: hamza seats (أإآ, ؤ, ئ), ى and ي,
 * ة and ه, tatweel and diacritics, Arabic digits. Latin letters keep their case.
 */
export const foldArabic = (text: string): string =>
  toWesternDigits(
    text
      .normalize("NFKD")
      .replace(/[\p{M}\u0640\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
      .replace(/[ٱىةکی]/g, (letter) => letters[letter] ?? letter),
  );

/** The form words are compared in when people search: folded Arabic, lower-case Latin. */
export const foldForSearch = (text: string): string => foldArabic(text).toLowerCase();

/** The words of a text, folded; punctuation separates. At most 64 words of 40 characters. */
export const searchWords = (text: string): string[] =>
  foldForSearch(text.slice(0, 4000))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .slice(0, 64)
    .map((word) => word.slice(0, 40));
