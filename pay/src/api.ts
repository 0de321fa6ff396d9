import { OpenAPIHono, type RouteConfig, type RouteHandler } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { requireScope, type Caller, type TokenVerifier } from "@gov/kit/access-token.ts";
import type { Variables } from "@gov/kit/http.ts";
import { refuseInvalid } from "@gov/kit/validation.ts";
import { answerError } from "./api-errors.ts";

export type ApiEnv = { Variables: Variables & { caller: Caller } };
/** What the API's routes are added to: every caller is known before a route answers. */
export type ApiApp = Readonly<{ hono: OpenAPIHono<ApiEnv>; verify: TokenVerifier }>;

export const createApi = (verify: TokenVerifier): ApiApp => ({
  hono: new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid }),
  verify,
});

/** The scopes that a route's own `security` names: one of them is enough. */
const scopesOf = ({ method, path, security }: RouteConfig): [string, ...string[]] => {
  const [scope, ...others] = new Set(security?.flatMap((way) => Object.values(way).flat()));
  if (scope === undefined) throw new Error(`${method} ${path} says no scope`);
  return [scope, ...others];
};

const isOfType = (declared: string, sent: string): boolean =>
  sent === declared ||
  (declared === "application/json" && /^application\/[\w.-]+\+json$/.test(sent));

/** Refuses a body of another media type than the route takes; no body is judged by the route. */
const takeDeclaredTypes = ({ request }: RouteConfig): MiddlewareHandler<ApiEnv> => {
  const declared = Object.keys(request?.body?.content ?? {});
  return async (c, next) => {
    const [sent = ""] = (c.req.header("content-type") ?? "").toLowerCase().split(";");
    const taken = declared.length === 0 || declared.some((type) => isOfType(type, sent.trim()));
    if (taken) return await next();
    const message = { ar: `أرسل ${declared.join("، ")}.`, en: `Send ${declared.join(", ")}.` };
    return answerError(c, "mediaTypeUnknown", [{ field: "Content-Type", message }]);
  };
};

/**
 * Adds a route of the contract: who may call it and in what form is what the route itself says,
 * its input is parsed, its failures are answered as problems.
 */
export const addRoute = <R extends RouteConfig>(
  { hono, verify }: ApiApp,
  route: R,
  answer: (c: Parameters<RouteHandler<R, ApiEnv>>[0]) => Promise<Response>,
): void => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, ":$1");
  const isAllowed = requireScope(verify, ...scopesOf(route));
  hono.on(route.method.toUpperCase(), path, isAllowed, takeDeclaredTypes(route));
  hono.openapi(route, answer);
};

/** Adds a route of the contract that needs no token: what it tells is published. */
export const addPublicRoute = <R extends RouteConfig>(
  { hono }: ApiApp,
  route: R,
  answer: (c: Parameters<RouteHandler<R, ApiEnv>>[0]) => Promise<Response>,
): void => {
  if (route.security?.length !== 0) throw new Error(`${route.path} says who may call it`);
  hono.openapi(route, answer);
};
