import { createRoute, type z } from "@hono/zod-openapi";
import type { Caller } from "@gov/kit/access-token.ts";
import type { Context } from "hono";

const json = <S extends z.ZodType>(schema: S) => ({ "application/json": { schema } });

/** A route of the admin API that creates or replaces one thing. */
export const put = <P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(options: {
  path: string;
  scope: string;
  summary: string;
  params: P;
  body: B;
  answer: A;
}) =>
  createRoute({
    method: "put",
    path: options.path,
    summary: options.summary,
    description: `Idempotent. Needs an access token for urn:gov:sso with ${options.scope}.`,
    request: {
      params: options.params,
      body: { required: true, content: json(options.body) },
    },
    responses: {
      200: { description: "Updated", content: json(options.answer) },
      201: { description: "Created", content: json(options.answer) },
      400: { description: "Not valid: each field is named" },
      401: { description: "No valid access token" },
      403: { description: `The token lacks ${options.scope}` },
      503: { description: "Busy with passwords; try again" },
    },
  });

/** Who calls; `requireScope` has put it there. */
export const callerOf = (c: Context): Caller =>
  (c as Context<{ Variables: { caller: Caller } }>).get("caller");
