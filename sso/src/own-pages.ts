import type { HttpApp } from "@gov/kit/http.ts";
import { addHistoryRoutes } from "./history/history-routes.ts";
import { addSecurityRoutes } from "./security/security-routes.ts";
import { addServiceAccessRoutes } from "./service-access/access-routes.ts";
import { addSessionRoutes } from "./session/session-routes.ts";
import type { SignInDeps } from "./sign-in/sign-in-context.ts";

/** The pages on which people see and undo what concerns their account. */
export const addOwnPages = (app: HttpApp, deps: SignInDeps): void => {
  addSecurityRoutes(app, deps);
  addSessionRoutes(app, deps);
  addServiceAccessRoutes(app, deps);
  addHistoryRoutes(app, deps);
};
