import { createRoute, z } from "@hono/zod-openapi";
import { findSightings, maxPages, type Sighting } from "#src/data-use/sightings.ts";
import type { PortalDeps } from "#src/deps.ts";
import { json, refusals, security, type Api } from "./api-parts.ts";
import { sightingSchema } from "./api-schemas.ts";

export const listDataUseRoute = createRoute({
  method: "get",
  path: "/api/v1/me/data-use",
  summary: "Who saw the person's data, here and through the exchange, the latest first",
  security,
  request: {
    query: z.object({ page: z.coerce.number().int().min(1).max(maxPages).default(1) }),
  },
  responses: {
    200: json(
      z.object({
        sightings: z.array(sightingSchema),
        /** There is a page behind this one. */
        more: z.boolean(),
        /** False where the exchange's record did not answer: its questions are missing. */
        complete: z.boolean(),
      }),
      "Found",
    ),
    ...refusals,
  },
});

const sightingJson = ({ at, ...said }: Sighting): z.infer<typeof sightingSchema> => ({
  at: at.toISOString(),
  ...said,
});

/** `/api/v1/me/data-use`: the same that the portal shows, for the app. */
export const addDataUseApi = (api: Api, deps: PortalDeps): void => {
  api.openapi(listDataUseRoute, async (c) => {
    const { page } = c.req.valid("query");
    const { sightings, more, exchangeDown } = await findSightings(deps, c.get("nationalId"), page);
    const complete = exchangeDown === undefined;
    return c.json({ sightings: sightings.map(sightingJson), more, complete }, 200);
  });
};
