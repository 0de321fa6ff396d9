import { err, ok, type Result } from "@gov/kit/result.ts";
import { t, type Lang, type Text } from "@gov/kit/text.ts";

const longest = 60;

/** What a person calls their passkey: one line. */
export const parsePasskeyName = (typed: string): Result<string, "empty" | "too-long"> => {
  const name = typed
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  if (name === "") return err("empty");
  return name.length > longest ? err("too-long") : ok(name);
};

const devices: readonly (readonly [RegExp, Text])[] = [
  [/iPhone/, { ar: "هاتف iPhone", en: "iPhone" }],
  [/iPad/, { ar: "جهاز iPad", en: "iPad" }],
  [/Android/, { ar: "هاتف Android", en: "Android phone" }],
  [/Windows/, { ar: "حاسوب Windows", en: "Windows computer" }],
  [/Macintosh/, { ar: "حاسوب Mac", en: "Mac" }],
  [/Linux|CrOS/, { ar: "حاسوب Linux", en: "Linux computer" }],
];

/** A first name for a passkey that is made in this browser; the person may change it. */
export const suggestedName = (userAgent: string | undefined, lang: Lang): string => {
  const device = devices.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  return device ? t(device, lang) : "";
};
