import type { HttpApp } from "@gov/kit/http.ts";
import { requireStaff } from "#src/account/own-session.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { officePage } from "./office-pages.ts";

/** `/office`: where employees find what their roles let them do at the sign-in. */
export const addOfficeRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/office", async (c) => {
    const session = await requireStaff(deps, c);
    if (session instanceof Response) return session;
    return c.html(officePage(c.get("lang"), c.req.path, session.person));
  });
};
