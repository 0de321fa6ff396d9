/** What banks' networks pass on unchanged: SWIFT's character set x. */
const outside = /[^A-Za-z0-9/\-?:().,'+ ]/g;

/**
 * A party's registered Latin name in the characters that every bank on the way passes on, at most
 * 70. Nothing is transliterated: whoever is paid is registered with an Arabic and a Latin name.
 */
export const latinName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("&", "and")
    .replace(outside, " ")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, 70)
    .trim();
