import type { RouteConfig } from "@hono/zod-openapi";
import { keyHeaderSchema, problems, type ProblemStatus } from "#src/api-schemas.ts";
import { apiScopes, tokenSchemes } from "#src/api-scopes.ts";
import { apiVersions } from "#src/api-version.ts";
import { commonHeaders } from "#src/contract-answers.ts";

type Told = { type: "string"; enum?: string[]; pattern?: string; [more: string]: unknown };
const text = (description: string, required: boolean, schema: Partial<Told> = {}) => ({
  description,
  required,
  schema: { type: "string", ...schema } satisfies Told,
});
const header = (name: string, told: ReturnType<typeof text>) =>
  ({ name, in: "header", ...told }) as const;

/** Parameters that many routes share, described once. */
export const sharedParameters = {
  PayVersion: header(
    "Pay-Version",
    text("The version the caller was written against. Without it, the newest", false, {
      enum: [...apiVersions],
      default: apiVersions[0],
    }),
  ),
  AcceptLanguage: header(
    "Accept-Language",
    text("`ar` or `en`: the language of problems. Arabic unless English is asked for", false),
  ),
  DPoP: header(
    "DPoP",
    text(
      "Needed for a token that is bound to a key: a JWT of type `dpop+jwt` (ES256, RFC 9449) " +
        "for this method, address and token, made within the last minute and used once",
      false,
      { maxLength: 2_048 },
    ),
  ),
  IdempotencyKey: header(
    "Idempotency-Key",
    text(
      "Drawn by the caller for each thing it wants done. The same key with the same request " +
        "gives the same answer for thirty days, with `Idempotent-Replayed: true`; with another " +
        "request 422; while the first is being carried out 409",
      true,
      { pattern: String.raw`^[\x21-\x7e]{1,255}$` },
    ),
  ),
};

/** Headers of answers, described once. */
export const sharedHeaders = {
  PayVersion: text("The version of this answer", false, { enum: [...apiVersions] }),
  RequestId: text("Names this request in our records", true),
  IdempotentReplayed: text("This answer was given before", false, { enum: ["true"] }),
  ContentLanguage: text("Language of the problem's words", true, { enum: ["ar", "en"] }),
  WwwAuthenticate: text("What is wrong with the token (RFC 6750) or the proof (RFC 9449)", true),
  ScopeNeeded: text("Names the scope that is needed, where that is why", false),
  RetryAfter: text("Seconds until it is worth asking again", true, { pattern: "^[0-9]+$" }),
  RetryIfInFlight: text("Seconds, where the same key is being carried out", false, {
    pattern: "^[0-9]+$",
  }),
};

/** How tokens are had and shown. `issuer` is the sign-in service that gives them. */
export const securitySchemes = (issuer: string) =>
  ({
    [tokenSchemes[0]]: {
      type: "oauth2",
      description:
        "Access token of the sign-in service for the resource `urn:gov:pay` (RFC 8707), sent as " +
        "`Authorization: Bearer`. The client proves itself by `private_key_jwt`",
      flows: { clientCredentials: { tokenUrl: `${issuer}/token`, scopes: apiScopes } },
    },
    [tokenSchemes[1]]: {
      type: "http",
      scheme: "DPoP",
      description:
        "The same token bound to the client's key (RFC 9449), sent as `Authorization: DPoP` with " +
        "the header `DPoP`. Where a client's tokens are bound, `Bearer` is refused",
    },
  }) as const;

/** What is published needs no token. */
const isPublic = ({ security }: RouteConfig): boolean => security?.length === 0;

const statusesOf = (route: RouteConfig, takesKey: boolean): ProblemStatus[] => {
  const types = Object.keys(route.request?.body?.content ?? {});
  // Files come in pieces of any size; every other body is bounded.
  const isBounded = route.method !== "get" && !types.includes("application/octet-stream");
  return [
    400,
    ...(isPublic(route) ? [] : ([401, 403] as const)),
    ...(route.path.includes("{") ? ([404] as const) : []),
    ...(takesKey ? ([409, 422] as const) : []),
    ...(isBounded ? ([413] as const) : []),
    ...(types.length > 0 ? ([415] as const) : []),
  ];
};

const withHeaders = (
  responses: RouteConfig["responses"],
  takesKey: boolean,
): RouteConfig["responses"] => {
  const replayed = { "Idempotent-Replayed": { $ref: "#/components/headers/IdempotentReplayed" } };
  const common = { ...commonHeaders, ...(takesKey ? replayed : {}) };
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) =>
      status.startsWith("2") && !("$ref" in answer)
        ? [status, { ...answer, headers: { ...common, ...answer.headers } }]
        : [status, answer],
    ),
  );
};

const parameter = (name: keyof typeof sharedParameters) => ({
  $ref: `#/components/parameters/${name}`,
});

const tokenHeaders = { "WWW-Authenticate": { $ref: "#/components/headers/ScopeNeeded" } };
/** Beside what the route says itself: its failures are of the other API's form. */
const withTokenHeaders = (responses: RouteConfig["responses"]): RouteConfig["responses"] =>
  Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => {
      const more = status === "401" || status === "403" ? tokenHeaders : {};
      const requestId = { "X-Request-Id": commonHeaders["X-Request-Id"] };
      return "$ref" in answer
        ? [status, answer]
        : [status, { ...answer, headers: { ...requestId, ...more, ...answer.headers } }];
    }),
  );

/** A route of somebody else's API: it has our language and proof. */
const withProof = (route: RouteConfig): RouteConfig => ({
  ...route,
  parameters: [parameter("AcceptLanguage"), parameter("DPoP")],
  responses: {
    ...withTokenHeaders(route.responses),
    // An address that is none, or too much of a body, never reaches the route.
    ...(route.path.includes("{") ? problems(404) : {}),
    ...(route.method === "get" ? {} : problems(413)),
  },
});

/** A route with what all routes have: version, proof, key, and the failures that go with them. */
export const withCommon = (route: RouteConfig): RouteConfig => {
  if (!route.path.startsWith("/v1/")) return withProof(route);
  const takesKey = route.request?.headers === keyHeaderSchema;
  const { headers, ...request } = route.request ?? {};
  const key = takesKey ? [parameter("IdempotencyKey")] : [];
  const proof = isPublic(route) ? [] : [parameter("DPoP")];
  return {
    ...route,
    parameters: [parameter("PayVersion"), parameter("AcceptLanguage"), ...proof, ...key],
    request: takesKey || headers === undefined ? request : { ...request, headers },
    responses: {
      ...withHeaders(route.responses, takesKey),
      ...problems(...statusesOf(route, takesKey)),
      ...ownFailures(route.responses),
    },
  };
};

const ownFailures = (responses: RouteConfig["responses"]): RouteConfig["responses"] =>
  Object.fromEntries(Object.entries(responses).filter(([status]) => !status.startsWith("2")));
