import { createRoute, z } from "@hono/zod-openapi";
import type { PortalDeps } from "#src/deps.ts";
import { json, type Api } from "./api-parts.ts";
import { catalogueSchema } from "./api-schemas.ts";
import { createCatalogueSheet } from "./catalogue-sheet.ts";

/** How long whoever holds the catalogue need not ask again, in seconds. */
const freshS = 300;

export const getCatalogueRoute = createRoute({
  method: "get",
  path: "/api/v1/catalogue",
  summary: "All services with what a person wants to know before beginning; for everyone",
  request: {
    headers: z.object({ "if-none-match": z.string().max(500).optional() }),
  },
  responses: {
    200: json(catalogueSchema, "The catalogue; its ETag changes when it does"),
    304: { description: "What the caller holds is what is offered now" },
  },
});

/** `/api/v1/catalogue`: public, kept by whoever reads it, asked again by its ETag. */
export const addCatalogueApi = (api: Api, deps: PortalDeps): void => {
  const sheet = createCatalogueSheet(deps);
  api.openapi(getCatalogueRoute, async (c) => sheetAnswer(c, await sheet()));
};

type Sheet = Awaited<ReturnType<ReturnType<typeof createCatalogueSheet>>>;

const sheetAnswer = (
  c: Readonly<{
    req: { header: (name: string) => string | undefined };
    body: (body: string | null, status: 200 | 304, headers: Record<string, string>) => Response;
  }>,
  { etag, body }: Sheet,
): Response => {
  const headers = { etag, "cache-control": `public, max-age=${freshS}` };
  const held = (c.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim());
  if (held.some((tag) => tag === etag || tag === `W/${etag}`)) return c.body(null, 304, headers);
  return c.body(body, 200, { ...headers, "content-type": "application/json" });
};
