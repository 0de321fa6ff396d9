import { createRoute, z } from "@hono/zod-openapi";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import { defineTexts } from "@gov/kit/text.ts";
import { addPublicRoute, type ApiApp } from "#src/api.ts";
import { json, problems } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { limitSchema } from "#src/list/list-page.ts";
import { parseReceiptNumber } from "#src/receipt/receipt.ts";
import { closesAfter, proveInclusion, publishDays } from "./inclusion.ts";
import { daySchema, inclusionAwaited, inclusionProof } from "./inclusion-proof.ts";
import { publishedDays } from "./inclusion-proof.ts";
import { findPlace } from "./inclusion-queries.ts";

const texts = defineTexts({
  unknown: { ar: "لا إيصال بهذا الرقم في السجل.", en: "The log has no receipt with this number." },
});

const daysCached = "public, max-age=60";

export const listReceiptDaysRoute = createRoute({
  method: "get",
  path: "/v1/receipt-days",
  tags: ["receipt log"],
  summary: "Closed days of receipts, the newest first: roots, signed heads, stamps. For everybody",
  security: [],
  request: {
    query: z.object({
      before: daySchema.optional().openapi({ description: "`nextBefore` of the page before" }),
      limit: limitSchema,
    }),
  },
  responses: { 200: json(publishedDays, "Closed days") },
});

export const getReceiptInclusionRoute = createRoute({
  method: "get",
  path: "/v1/receipts/{number}/inclusion",
  tags: ["receipt log"],
  summary: "The proof that a receipt stands in its day's tree. For whoever has its number",
  security: [],
  request: { params: z.object({ number: z.string().max(60) }) },
  responses: {
    200: json(z.union([inclusionProof, inclusionAwaited]), "The proof, or when to ask for it"),
    ...problems(404),
  },
});

/** The log for programs: no token is needed, for it is published. */
export const addReceiptLogRoutes = (api: ApiApp, deps: PayDeps): void => {
  addPublicRoute(api, listReceiptDaysRoute, async (c) => {
    const { before, limit } = c.req.valid("query");
    c.header("cache-control", daysCached);
    return c.json(await publishDays(deps.db, { before, limit }), 200);
  });
  addPublicRoute(api, getReceiptInclusionRoute, async (c) => {
    const number = parseReceiptNumber(c.req.valid("param").number);
    const place = number === undefined ? undefined : await findPlace(deps.db, number);
    if (number === undefined || !place) {
      return problem(c, { status: 404, type: "not-found", title: texts.unknown });
    }
    const proof = await proveInclusion(deps.db, number, place);
    if (!proof) {
      const awaited = { status: "waiting", day: place.day } as const;
      return c.json({ ...awaited, closesAfter: closesAfter(place).toISOString() }, 200);
    }
    // Once stamped it changes no more; the number in its address keeps it out of shared caches.
    c.header("content-disposition", `attachment; filename="receipt-${number}-proof.json"`);
    c.header("cache-control", `private, max-age=${proof.stamp === undefined ? 60 : 86_400}`);
    return c.json(proof, 200);
  });
};

const wellKnownDays = 100;

/** The newest days where programs look for what is published; older ones by the API. */
export const addPublishedDays = (app: HttpApp, deps: PayDeps): void => {
  app.get("/.well-known/receipt-days.json", async (c: AppContext) => {
    const before = daySchema.safeParse(c.req.query("before"));
    const asked = before.success ? before.data : undefined;
    c.header("cache-control", daysCached);
    return c.json(await publishDays(deps.db, { before: asked, limit: wellKnownDays }));
  });
};
