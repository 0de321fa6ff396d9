import { createRoute, z } from "@hono/zod-openapi";
import type { HttpApp } from "@gov/kit/http.ts";
import type { Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import { toXRoadError } from "#src/message/failure.ts";
import { authenticate } from "#src/message/relay.ts";
import { offer, xRoadError } from "./offer.ts";
import { findOffers } from "./offers-queries.ts";

export type OffersDeps = Readonly<{ db: Kysely<Database>; publicUrl: string; instance: string }>;

const pageSize = 200;

const jsonOf = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { "application/json": { schema } },
});

const problemShape = z.object({ type: z.string(), title: z.string(), status: z.number() });

const route = createRoute({
  method: "get",
  path: "/offers",
  description:
    "What members offer, field by field, and for what the asking system may ask it. Signed like " +
    "every request, with the headers X-Road-Client and UXP-Purpose-Ids.",
  request: { query: z.object({ page: z.coerce.number().int().min(0).max(9_999).default(0) }) },
  responses: {
    200: jsonOf("A page of offers", z.object({ offers: z.array(offer), more: z.boolean() })),
    400: {
      description: "Not signed by a member's system; or the page is none (problem+json)",
      content: {
        "application/json": { schema: xRoadError },
        "application/problem+json": { schema: problemShape },
      },
    },
    500: jsonOf("The exchange cannot answer", xRoadError),
  },
});

/**
 * `/offers?page=0`: what members offer, field by field, and for what the asking system may ask it.
 * X-Road lists codes alone (`listMethods`); whoever designs a service needs to know the rest. Any
 * member's system may ask; it learns its own rights and nobody else's.
 */
export const addOffersRoutes = (app: HttpApp, deps: OffersDeps): void => {
  app.openapi(route, async (c) => {
    const asked = new URL(c.req.url);
    const envelope = await authenticate(deps.db, {
      method: c.req.method,
      url: `${deps.publicUrl}${asked.pathname}${asked.search}`,
      headers: c.req.raw.headers,
      body: new Uint8Array(),
    });
    if (!envelope.ok) {
      const { status, ...body } = toXRoadError(envelope.error);
      return c.json(body, status, { "x-road-error": body.type });
    }
    const { client } = envelope.value;
    const offset = c.req.valid("query").page * pageSize;
    const { db, instance } = deps;
    const offers = await findOffers(db, { instance, client, offset, limit: pageSize + 1 });
    return c.json({ offers: offers.slice(0, pageSize), more: offers.length > pageSize }, 200);
  });
};
