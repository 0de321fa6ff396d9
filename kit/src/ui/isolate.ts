import type { Lang } from "../text.ts";

/** A stretch of text; `foreign` ones run in their own direction and must be isolated. */
export type Run = Readonly<{ text: string; foreign: boolean }>;

const word = String.raw`[A-Za-z0-9]+(?:[-./:@_+,'’]+[A-Za-z0-9]+)*`;
/** `/v1/bills/{id}` where a word begins. */
const path = String.raw`(?<![^\s(])/[A-Za-z0-9{](?:[\w\-./:{}]*[A-Za-z0-9}/])?`;
const part = `(?:${word}|${path})`;
const latinRun = new RegExp(String.raw`[+$#]?${part}(?: ${part})*(?: ?[₪$%])?`, "g");
const arabicRun = /[\u0600-\u06ff][\u0600-\u06ff\s]*[\u0600-\u06ff]/g;

/** `5`, `1,250` and `12.50` order themselves; anything longer needs isolating. */
const plainNumber = /^[0-9]+(?:[.,][0-9]+)*$/;

/** Splits a text into stretches of the reader's script and stretches foreign to it. */
export const isolateRuns = (text: string, lang: Lang): Run[] => {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(lang === "ar" ? latinRun : arabicRun)) {
    if (plainNumber.test(match[0])) continue;
    if (match.index > from) runs.push({ text: text.slice(from, match.index), foreign: false });
    runs.push({ text: match[0], foreign: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), foreign: false });
  return runs;
};
