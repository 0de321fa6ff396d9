import { OpenAPIHono, type RouteConfig, type RouteHandler } from "@hono/zod-openapi";
import type { Caller } from "@gov/kit/access-token.ts";
import type { Variables } from "@gov/kit/http.ts";
import { refuseInvalid } from "@gov/kit/validation.ts";

export type ApiEnv = { Variables: Variables & { caller: Caller } };
/** The app that the API's routes are added to: every caller is known. */
export type ApiApp = OpenAPIHono<ApiEnv>;

export const createApi = (): ApiApp => new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });

/** Adds a route of the contract: its input is parsed, its failures are answered as problems. */
export const addRoute = <R extends RouteConfig>(
  app: ApiApp,
  route: R,
  answer: (c: Parameters<RouteHandler<R, ApiEnv>>[0]) => Promise<Response>,
): void => {
  app.openapi(route, answer);
};
