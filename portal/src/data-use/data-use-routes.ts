import type { HttpApp } from "@gov/kit/http.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { forCitizen } from "#src/session/citizen-guard.ts";
import { dataUsePage } from "./data-use-page.ts";
import { findSightings, maxPages } from "./sightings.ts";

/** `/data-use`: who saw this person's data, here and through the exchange. */
export const addDataUse = (app: HttpApp, deps: PortalDeps): void => {
  app.get(
    "/data-use",
    forCitizen(deps, async (c, session) => {
      const asked = Number(c.req.query("page") ?? "1");
      const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), maxPages) : 1;
      const found = await findSightings(deps, session.nationalId, number);
      return await show(
        c,
        dataUsePage({ frame: frameOf(c, deps, session), page: number, ...found }),
      );
    }),
  );
};
