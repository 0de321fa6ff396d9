import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { z } from "zod";
import { definitionSchema, type ServiceDefinition } from "./definition.ts";
import type { Problem } from "./problem.ts";

/** Enough to work on at once; the rest show after these are put right. */
const problemLimit = 100;

const list = (keys: readonly unknown[]): string =>
  `\u2068${keys.slice(0, 12).map(String).join(" · ")}\u2069`;

const reasonFor = (issue: z.core.$ZodIssue): Text => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? { ar: "هذا الجزء ناقص. أضفه.", en: "This part is missing. Add it." }
        : {
            ar: `النوع هنا غير صحيح. المطلوب: ${list([issue.expected])}.`,
            en: `Wrong kind of value. Needed: ${list([issue.expected])}.`,
          };
    case "unrecognized_keys":
      return {
        ar: `أجزاء غير معروفة: ${list(issue.keys)}. راجع أسماءها.`,
        en: `Unknown parts: ${list(issue.keys)}. Check their names.`,
      };
    case "too_small":
      if (issue.origin === "string" && issue.minimum === 1) {
        return { ar: "اكتب هذا النص.", en: "Write this text." };
      }
      return {
        ar: `أقل من المسموح: الحد الأدنى ${issue.minimum}.`,
        en: `Less than allowed: at least ${issue.minimum}.`,
      };
    case "too_big":
      return {
        ar: `أكثر من المسموح: الحد الأعلى ${issue.maximum}.`,
        en: `More than allowed: at most ${issue.maximum}.`,
      };
    case "invalid_value":
      return {
        ar: `القيمة ليست من المسموح: ${list(issue.values)}.`,
        en: `Not one of the allowed values: ${list(issue.values)}.`,
      };
    case "invalid_union":
      return {
        ar: "لا يطابق أيا من الأشكال المسموحة. راجع الحقل «kind».",
        en: "Matches none of the allowed forms. Check “kind”.",
      };
    case "invalid_format":
      return {
        ar: "الصيغة غير صحيحة. راجع شكل هذه القيمة في المخطط.",
        en: "Wrong format. Check the form of this value in the schema.",
      };
    default:
      return { ar: "هذه القيمة غير مقبولة هنا.", en: "This value is not accepted here." };
  }
};

/** What a schema of the language refused: places and reasons, in both languages. */
export const problemsOfShape = (error: z.core.$ZodError): Problem[] =>
  error.issues.slice(0, problemLimit).map((issue) => ({
    path: issue.path.map(String).join("."),
    code: issue.code,
    reason: reasonFor(issue),
  }));

/**
 * Reads a service definition from JSON: its shape, its bounds, both languages of each text.
 * What it means (names, types, reachability) is `proveDefinition`'s to say.
 */
export const parseDefinition = (json: unknown): Result<ServiceDefinition, Problem[]> => {
  const parsed = definitionSchema.safeParse(json, { reportInput: true });
  return parsed.success ? ok(parsed.data) : err(problemsOfShape(parsed.error));
};
