import type { HttpApp } from "@gov/kit/http.ts";
import { listSignIns } from "#src/audit/audit-queries.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { accountPage, nobodyPage } from "./account-pages.ts";
import { openSealedPath, requirePerson, returnTo } from "./own-session.ts";

const shown = 20;

/** `/account`: what the sign-in knows about the person, and what happened with it. */
export const addAccountRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/", (c) => c.redirect("/account", 302));

  app.get("/account", async (c) => {
    const session = await requirePerson(deps, c);
    if (session instanceof Response) return session;
    const { person } = session;
    const records = await listSignIns(deps.db, person.id, shown);
    const signIns = await Promise.all(
      records.map(async ({ clientId, ...record }) => {
        const client = clientId === null ? undefined : await deps.clients.find(clientId);
        return { ...record, service: client?.metadata.name ?? { ar: "—", en: "—" } };
      }),
    );
    return c.html(accountPage(c.get("lang"), c.req.path, person, signIns));
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
