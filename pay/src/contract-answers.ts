import { z } from "@hono/zod-openapi";
import { apiErrors } from "#src/api-errors.ts";
import type { ProblemStatus } from "#src/api-schemas.ts";

/** Failures that any route may answer with before it does anything. */
const commonTypes = {
  "token-required": 401,
  "proof-required": 401,
  "scope-missing": 403,
  "invalid-input": 400,
  malformed: 400,
  "version-unknown": 400,
  "not-found": 404,
  "too-large": 413,
} as const;

const own = Object.values(apiErrors).map(({ type, status }) => [type, status] as const);
/** Every `type` of a problem, without its prefix, and the status it comes with. */
export const problemTypes: Readonly<Record<string, number>> = Object.fromEntries(
  [...Object.entries(commonTypes), ...own].toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
export const problemPrefix = "urn:gov:problem:";

export const problemSchema = z
  .object({
    type: z
      .string()
      .regex(/^urn:gov:problem:[a-z-]+$/)
      .openapi({
        description: "What happened, for programs; `x-problem-types` lists all, more may come",
        examples: Object.keys(problemTypes).map((type) => problemPrefix + type),
      }),
    title: z.string().openapi({ description: "What happened and what to do, for people" }),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: "Each wrong field, and what to write instead" }),
    requestId: z.string().optional().openapi({ description: "Name it when you ask for help" }),
  })
  .openapi("Problem");

const said: Record<ProblemStatus, string> = {
  400: "Something in the request is missing or wrong; each field is named",
  401: "No valid access token, or no proof for a token that is bound to a key",
  403: "The access token lacks the scope",
  404: "Not known to this caller",
  409: "Not possible in the present state, or the same key is being carried out",
  413: "The body is larger than 64 KB",
  415: "The body is of another media type than is taken",
  422: "Cannot be carried out as asked",
  502: "The rail refused",
  503: "The rail does not answer; nothing was taken. Retry with the same key",
};

const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });
/** Headers that every answer of the API carries. */
export const commonHeaders = {
  "Pay-Version": headerRef("PayVersion"),
  "X-Request-Id": headerRef("RequestId"),
};
const moreHeaders: Partial<Record<ProblemStatus, object>> = {
  401: { "WWW-Authenticate": headerRef("WwwAuthenticate") },
  403: { "WWW-Authenticate": headerRef("ScopeNeeded") },
  409: { "Retry-After": headerRef("RetryIfInFlight") },
  503: { "Retry-After": headerRef("RetryAfter") },
};

/** A failure as problem+json; `headers` are the route's own. */
export const problemAnswer = (status: ProblemStatus, headers: object = {}) => ({
  description: said[status],
  headers: {
    ...commonHeaders,
    "Content-Language": headerRef("ContentLanguage"),
    ...moreHeaders[status],
    ...headers,
  },
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});
