import type { HttpApp } from "@gov/kit/http.ts";
import { listHistory } from "#src/history/history-queries.ts";
import { withServices } from "#src/history/history-routes.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { accountPage, nobodyPage } from "./account-pages.ts";
import { findStanding } from "./overview-queries.ts";
import { openSealedPath, requirePerson, returnTo } from "./own-session.ts";

const shown = 5;

/** `/account`: who is signed in, how their account stands, and where to go on. */
export const addAccountRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/", (c) => c.redirect("/account", 302));

  app.get("/account", async (c) => {
    const session = await requirePerson(deps, c);
    if (session instanceof Response) return session;
    const { person } = session;
    const [standing, found] = await Promise.all([
      findStanding(deps.db, person.id),
      listHistory(deps.db, person.id, {}, shown),
    ]);
    const view = { lang: c.get("lang"), path: c.req.path };
    const events = await withServices(deps, found);
    return c.html(accountPage(view, person, { standing, events }));
  });

  // Our own pages are relying parties like others; what comes back is only the way.
  app.get("/account/return", (c) => {
    const path = openSealedPath(deps.config, c.req.query("state") ?? "");
    if (path === undefined || c.req.query("error") !== undefined) {
      return c.html(nobodyPage(c.get("lang"), "/account", path ?? "/account"));
    }
    return c.redirect(returnTo(path), 303);
  });
};
