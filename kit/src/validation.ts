import type { Hook } from "@hono/zod-openapi";
import type { z } from "zod";
import { problem, type FieldProblem } from "./problem.ts";
import type { Text } from "./text.ts";

const tooSmall = (issue: z.core.$ZodIssueTooSmall): Text =>
  issue.origin === "string"
    ? {
        ar: `اكتب ${issue.minimum} أحرف على الأقل.`,
        en: `Enter at least ${issue.minimum} characters.`,
      }
    : { ar: `يجب ألا يقل عن ${issue.minimum}.`, en: `Must be at least ${issue.minimum}.` };

const tooBig = (issue: z.core.$ZodIssueTooBig): Text =>
  issue.origin === "string"
    ? {
        ar: `اكتب ${issue.maximum} حرفا على الأكثر.`,
        en: `Enter at most ${issue.maximum} characters.`,
      }
    : { ar: `يجب ألا يزيد على ${issue.maximum}.`, en: `Must be at most ${issue.maximum}.` };

/** How values of known formats are written. */
const writtenAs: Partial<Record<string, Text>> = {
  datetime: {
    ar: "اكتب لحظة بتوقيتها، مثل 2026-11-26T09:30:00Z.",
    en: "Write a moment with its offset, such as 2026-11-26T09:30:00Z.",
  },
  date: { ar: "اكتب تاريخا مثل 2026-11-26.", en: "Write a date such as 2026-11-26." },
  uuid: { ar: "انسخ المعرف كما أعطي لك.", en: "Copy the id as it was given." },
  url: {
    ar: "اكتب عنوانا كاملا يبدأ بـ https://.",
    en: "Write a whole address that begins with https://.",
  },
};

const invalid: Text = { ar: "القيمة غير صحيحة.", en: "The value is not valid." };

const hasText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "ar" in value && "en" in value;

/** What is wrong with one value and what to do, in both languages. */
export const issueText = (issue: z.core.$ZodIssue): Text => {
  switch (issue.code) {
    case "invalid_type":
      // An issue does not carry its input; zod's own words alone tell missing from mistyped.
      return issue.message.endsWith("received undefined")
        ? { ar: "هذا الحقل مطلوب.", en: "This field is required." }
        : { ar: `يجب أن يكون من نوع ${issue.expected}.`, en: `Must be of type ${issue.expected}.` };
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return (
        writtenAs[issue.format] ?? {
          ar: `الصيغة غير صحيحة (${issue.format}).`,
          en: `Not in the expected format (${issue.format}).`,
        }
      );
    case "invalid_value":
      return {
        ar: `اختر واحدة من: ${issue.values.join("، ")}.`,
        en: `Choose one of: ${issue.values.join(", ")}.`,
      };
    case "unrecognized_keys":
      return {
        ar: `احذف ما لا نعرفه: ${issue.keys.join("، ")}.`,
        en: `Remove what is not known: ${issue.keys.join(", ")}.`,
      };
    case "custom":
      // A schema's own check says what to do in `params.remedy`.
      return hasText(issue.params?.["remedy"]) ? issue.params["remedy"] : invalid;
    default:
      return invalid;
  }
};

/** The issues of a failed parse as fields, at most fifty of them. */
export const fieldProblems = (error: z.core.$ZodError): FieldProblem[] =>
  error.issues
    .slice(0, 50)
    .map((issue) => ({ field: issue.path.map(String).join("."), message: issueText(issue) }));

/** `defaultHook` of an OpenAPIHono app: a body that does not fit answers 400 and names each field. */
// oxlint-disable-next-line typescript/no-explicit-any -- serves apps of every environment
export const refuseInvalid: Hook<any, any, any, any> = (result, c) => {
  if (result.success) return undefined;
  return problem(c, {
    status: 400,
    type: "invalid-input",
    title: { ar: "بعض البيانات غير صحيحة.", en: "Some of the data is not valid." },
    errors: fieldProblems(result.error),
  });
};
