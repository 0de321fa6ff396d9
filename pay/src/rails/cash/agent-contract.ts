import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "#src/api-scopes.ts";
import { json, jsonBody, keyHeaderSchema } from "#src/api-schemas.ts";
import { problems, uuidSchema } from "#src/api-schemas.ts";
import * as shape from "./collection-json.ts";

const params = z.object({ id: uuidSchema });
const collection = json(shape.collectionSchema, "As it is now");
const post = <P extends string, B extends z.ZodType>(path: P, summary: string, body: B) => ({
  method: "post" as const,
  path,
  tags: ["agents"],
  summary,
  security: needs("agent:collect"),
  request: { headers: keyHeaderSchema, params, body: jsonBody(body) },
  responses: { 200: collection, ...problems(404, 409, 422) },
});

export const postCollectionRoute = createRoute({
  method: "post",
  path: "/v1/agent/collections",
  tags: ["agents"],
  summary: "Asks for a bill and holds it, and the float, until the cash is counted",
  security: needs("agent:collect"),
  request: { headers: keyHeaderSchema, body: jsonBody(shape.newCollectionSchema) },
  responses: { 201: collection, ...problems(404, 409, 422) },
});
export const listCollectionsRoute = createRoute({
  method: "get",
  path: "/v1/agent/collections",
  tags: ["agents"],
  summary: "Did it go through? By the agent's own reference",
  security: needs("agent:collect"),
  request: {
    query: z.object({ agent: shape.agentCodeSchema, reference: shape.agentReferenceSchema }),
  },
  responses: {
    200: json(z.object({ collections: z.array(shape.collectionSchema) }), "One or none"),
    ...problems(),
  },
});
export const getCollectionRoute = createRoute({
  method: "get",
  path: "/v1/agent/collections/{id}",
  tags: ["agents"],
  summary: "One collection",
  security: needs("agent:collect"),
  request: { params },
  responses: { 200: collection, ...problems(404) },
});
export const confirmCollectionRoute = createRoute(
  post("/v1/agent/collections/{id}/confirm", "The cash is in the drawer", shape.confirmSchema),
);
export const cancelCollectionRoute = createRoute(
  post("/v1/agent/collections/{id}/cancel", "No cash is taken after all", shape.cancelSchema),
);
export const voidCollectionRoute = createRoute(
  post("/v1/agent/collections/{id}/void", "The cash was given back, today", shape.voidSchema),
);
export const postPayoutRoute = createRoute({
  method: "post",
  path: "/v1/agent/payouts",
  tags: ["agents"],
  summary: "A refund is paid out of the drawer against its code",
  security: needs("agent:collect"),
  request: { headers: keyHeaderSchema, body: jsonBody(shape.payoutBodySchema) },
  responses: { 200: json(shape.payoutSchema, "Paid out"), ...problems(404, 409, 422) },
});
export const getFloatsRoute = createRoute({
  method: "get",
  path: "/v1/agent/floats",
  tags: ["agents"],
  summary: "What the company may still collect",
  security: needs("agent:collect"),
  responses: { 200: json(shape.floatsSchema, "By currency"), ...problems() },
});
