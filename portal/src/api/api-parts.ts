import type { Caller } from "@gov/kit/access-token.ts";
import type { Variables } from "@gov/kit/http.ts";
import type { OpenAPIHono, z } from "@hono/zod-openapi";
import { problemSchema } from "./api-schemas.ts";

// What the routes of `/api/v1` are described with.

export type ApiEnv = { Variables: Variables & { caller: Caller; nationalId: string } };
export type Api = OpenAPIHono<ApiEnv>;

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

export const refused = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
});

export const security = [{ bearer: [] }];

export const refusals = {
  401: refused("No valid access token"),
  403: refused("The token belongs to no person, or lacks the scope"),
};
