import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { chooseLang } from "./locale.ts";
import { t, type Text } from "./text.ts";

/** One wrong field: a JSON pointer-like path, what is wrong and what to do. */
export type FieldProblem = Readonly<{ field: string; message: Text }>;

/** An expected failure as it leaves over HTTP (RFC 9457). */
export type Problem = Readonly<{
  status: ContentfulStatusCode;
  /** A stable name of the kind of failure, e.g. `bill-already-paid`. */
  type: string;
  title: Text;
  detail?: Text;
  errors?: readonly FieldProblem[];
}>;

/** Answers with `application/problem+json` in the caller's language. */
export const problem = (c: Context, failure: Problem): Response => {
  const lang = chooseLang(c);
  const requestId: unknown = c.get("requestId");
  return c.body(
    JSON.stringify({
      type: `urn:gov:problem:${failure.type}`,
      title: t(failure.title, lang),
      status: failure.status,
      ...(failure.detail ? { detail: t(failure.detail, lang) } : {}),
      ...(failure.errors
        ? {
            errors: failure.errors.map(({ field, message }) => ({
              field,
              message: t(message, lang),
            })),
          }
        : {}),
      ...(typeof requestId === "string" ? { requestId } : {}),
    }),
    failure.status,
    { "content-type": "application/problem+json; charset=utf-8", "content-language": lang },
  );
};
