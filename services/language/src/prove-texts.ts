import type { ServiceDefinition } from "./definition.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";

const hasArabic = (text: string): boolean => /[\u0621-\u064a]/.test(text);
const hasLatin = (text: string): boolean => /[A-Za-z]/.test(text);

/** A text in both languages really is: signs and numbers alone need no translation. */
const proveText = (path: string, ar: string, en: string): Problem[] => {
  const [arabic, english] = [ar, en].map((text) => text.replace(/\{[^{}]*\}/g, ""));
  if (arabic === undefined || english === undefined) return [];
  const isWritten = /\p{L}/u.test(arabic + english);
  if (!isWritten) return [];
  if (arabic === english) return [proofProblem(path, "sameText")];
  if (!hasArabic(arabic)) return [proofProblem(`${path}.ar`, "noArabic")];
  return hasLatin(english) ? [] : [proofProblem(`${path}.en`, "noEnglish")];
};

const walk = (path: string, value: unknown): Problem[] => {
  if (typeof value !== "object" || value === null) return [];
  const { ar, en } = value as { ar?: unknown; en?: unknown };
  if (typeof ar === "string" && typeof en === "string") return proveText(path, ar, en);
  return Object.entries(value).flatMap(([key, part]) =>
    walk(path === "" ? key : `${path}.${key}`, part),
  );
};

/** Every text of the definition is in Arabic and in English, and not the same in both. */
export const proveLanguages = (definition: ServiceDefinition): Problem[] => walk("", definition);
