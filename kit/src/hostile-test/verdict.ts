import { z } from "zod";
import { scriptMark } from "./values.ts";

export type Answer = Readonly<{ status: number; headers: Headers; text: string }>;

const problemSchema = z.object({
  type: z.string().startsWith("urn:gov:problem:"),
  title: z.string().min(3),
  status: z.number(),
  errors: z.array(z.object({ field: z.string(), message: z.string().min(3) })).optional(),
});

const isInLanguage = (text: string, lang: "ar" | "en"): boolean =>
  lang === "ar" ? /\p{Script=Arabic}{2}/u.test(text) : /[A-Za-z]{2}/.test(text);

/** A refusal to a program: a problem in the caller's language, naming fields where input is wrong. */
const faultOfProblem = ({ status, text }: Answer, lang: "ar" | "en"): string | undefined => {
  let parsed;
  try {
    parsed = problemSchema.safeParse(JSON.parse(text));
  } catch {
    return "says problem+json and is none";
  }
  if (!parsed.success) return `is no whole problem: ${z.prettifyError(parsed.error)}`;
  const { title, errors, type } = parsed.data;
  if (parsed.data.status !== status) return "states another status than it has";
  if (!isInLanguage(title, lang)) return `is not in ${lang}: ${title}`;
  if (type.endsWith(":invalid-input") && !errors?.length) return "names no wrong field";
  const other = errors?.find(({ message }) => !isInLanguage(message, lang));
  return other && `is not in ${lang}: ${other.message}`;
};

const scimErrorSchema = z.object({
  schemas: z.tuple([z.literal("urn:ietf:params:scim:api:messages:2.0:Error")]),
  status: z.string(),
  detail: z.string().min(3),
});

/** A refusal to a directory, as SCIM has it (RFC 7644, 3.12): its words are for a log. */
const faultOfScimError = ({ status, text }: Answer): string | undefined => {
  let parsed;
  try {
    parsed = scimErrorSchema.safeParse(JSON.parse(text));
  } catch {
    return "says scim+json and is none";
  }
  if (!parsed.success) return `is no whole SCIM error: ${z.prettifyError(parsed.error)}`;
  return parsed.data.status === String(status) ? undefined : "states another status than it has";
};

const faultOfPage = ({ text }: Answer, lang: "ar" | "en"): string | undefined => {
  const direction = lang === "ar" ? "rtl" : "ltr";
  if (!new RegExp(`<html lang="${lang}"[^>]*dir="${direction}"`).test(text)) {
    return `is not a page in ${lang}`;
  }
  if (!/<h1[^>]*>/.test(text)) return "is a page without a heading";
  return text.includes("</html>") ? undefined : "is half a page";
};

/**
 * What is wrong with an answer to hostile input, if anything: a fault of ours, a script given
 * back, or a refusal that its reader cannot use.
 */
export const faultOf = (
  answer: Answer,
  expected: Readonly<{ lang: "ar" | "en"; isApi: boolean }>,
): string | undefined => {
  const { status, headers, text } = answer;
  const { lang, isApi } = expected;
  const type = headers.get("content-type") ?? "";
  // 501 is no fault of ours: it says that there is no such thing here.
  if (status >= 500 && status !== 501) return `answers ${status}: ${text.slice(0, 200)}`;
  if (type.startsWith("text/html") && text.includes(scriptMark)) return "gives a script back";
  // Above the size of headers Node answers by itself, before us.
  if (status < 400 || status === 431) return undefined;
  if (type.startsWith("application/problem+json")) return faultOfProblem(answer, lang);
  if (type.startsWith("application/scim+json")) return faultOfScimError(answer);
  if (isApi) return `refuses with ${type || "nothing"} instead of a problem (${status})`;
  if (type.startsWith("text/html")) return faultOfPage(answer, lang);
  return `refuses a reader with ${type || "nothing"} (${status})`;
};
