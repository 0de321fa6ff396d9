import type { HttpApp } from "@gov/kit/http.ts";
import { badRequestPage } from "@gov/kit/ui/status-pages.ts";
import { signInFrame } from "#src/page/frame.ts";

/** Where a relying party's page may post what it could as well have put into the address. */
export const postedPaths = ["/auth", "/session/end"] as const;

/** Longer addresses are not taken by every server on the way. */
const longestQuery = 8_000;

/**
 * A request posted from a relying party's page comes without our cookies, for they are kept from
 * other sites' posts. Sent again as an address it comes with them (OpenID Connect Core, 3.1.2.1).
 */
export const addPostedRequestRoutes = (app: HttpApp): void => {
  for (const path of postedPaths) {
    app.post(path, async (c) => {
      const query = new URLSearchParams(await c.req.text()).toString();
      if (query.length <= longestQuery) return c.redirect(`${path}?${query}`, 303);
      const frame = signInFrame(c.get("lang"), path);
      return c.html(badRequestPage({ ...frame, reference: c.get("requestId") }), 413);
    });
  }
};
