import type { HttpApp } from "@gov/kit/http.ts";
import type { Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import { toXRoadError } from "#src/message/failure.ts";
import { authenticate } from "#src/message/relay.ts";
import { findOffers } from "./offers-queries.ts";

export type OffersDeps = Readonly<{ db: Kysely<Database>; publicUrl: string; instance: string }>;

const pageSize = 200;

const pageOf = (typed: string | undefined): number =>
  typed !== undefined && /^\d{1,4}$/.test(typed) ? Number(typed) : 0;

/**
 * `/offers?page=0`: what members offer, field by field, and for what the asking system may ask it.
 * X-Road lists codes alone (`listMethods`); whoever designs a service needs to know the rest. Any
 * member's system may ask; it learns its own rights and nobody else's.
 */
export const addOffersRoutes = (app: HttpApp, deps: OffersDeps): void => {
  app.get("/offers", async (c) => {
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
    const offset = pageOf(c.req.query("page")) * pageSize;
    const { db, instance } = deps;
    const offers = await findOffers(db, { instance, client, offset, limit: pageSize + 1 });
    return c.json({ offers: offers.slice(0, pageSize), more: offers.length > pageSize });
  });
};
