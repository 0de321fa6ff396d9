import type { HttpApp } from "@gov/kit/http.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { listPath } from "./client-pages.ts";
import { addClientRoutes } from "./client-routes.ts";
import { addClientStepRoutes } from "./client-step-routes.ts";
import { loadKept, viewOf } from "./console-access.ts";
import { setupPage } from "./setup-page.ts";
import { addSimulatorRoutes } from "./simulator-routes.ts";
import { addVersionRoutes } from "./version-routes.ts";

/** `/office/clients`: institutions look after their relying parties, operators review them. */
export const addConsoleRoutes = (app: HttpApp, deps: SignInDeps): void => {
  // Before the others: `simulator` is no client's id.
  addSimulatorRoutes(app, deps);
  addClientRoutes(app, deps);
  addClientStepRoutes(app, deps);
  addVersionRoutes(app, deps);
  app.get(`${listPath}/:id/setup`, async (c) => {
    const kept = await loadKept(deps, c);
    if (kept instanceof Response) return kept;
    return c.html(setupPage(viewOf(deps, c), kept.client, deps.config.SSO_ISSUER));
  });
};
