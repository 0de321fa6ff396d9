import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { isCurrent, protect } from "./protect.ts";
import { readProtectionToken } from "./protection-link.ts";
import { badLinkPage, protectedPage, protectPage } from "./protection-pages.ts";

/**
 * `/protect/…`: the link of every notice. Opening it changes nothing, for mail programs open
 * links by themselves; the button suspends. Whoever holds it needs no sign-in and learns nothing.
 */
export const addProtectionRoutes = (app: HttpApp, deps: SignInDeps): void => {
  const viewOf = (c: AppContext) => ({ lang: c.get("lang"), path: c.req.path });
  const linkOf = (c: AppContext) => readProtectionToken(deps.config, c.req.param("token") ?? "");

  app.get("/protect/:token", async (c) => {
    const link = linkOf(c);
    c.header("referrer-policy", "no-referrer");
    if (!link || !(await isCurrent(deps.db, link))) return c.html(badLinkPage(viewOf(c)), 404);
    return c.html(protectPage({ ...viewOf(c), csrfToken: deps.csrf.token(c) }));
  });

  app.post("/protect/:token", async (c) => {
    const link = linkOf(c);
    if (!link) return c.html(badLinkPage(viewOf(c)), 404);
    const done = await protect(deps.db, link, requestOrigin(deps, c));
    return done === "old"
      ? c.html(badLinkPage(viewOf(c)), 404)
      : c.html(protectedPage(viewOf(c), done));
  });
};
