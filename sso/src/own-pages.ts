import type { HttpApp } from "@gov/kit/http.ts";
import { addAuditDeskRoutes } from "./audit-desk/desk-routes.ts";
import { addHistoryRoutes } from "./history/history-routes.ts";
import { addInterventionRoutes } from "./intervention/intervention-routes.ts";
import { addProtectionRoutes } from "./protection/protection-routes.ts";
import { addSecurityRoutes } from "./security/security-routes.ts";
import { addServiceAccessRoutes } from "./service-access/access-routes.ts";
import { addSessionRoutes } from "./session/session-routes.ts";
import type { SignInDeps } from "./sign-in/sign-in-context.ts";

/** The pages on which people, and operators for them, see and undo what concerns an account. */
export const addOwnPages = (app: HttpApp, deps: SignInDeps): void => {
  addSecurityRoutes(app, deps);
  addSessionRoutes(app, deps);
  addServiceAccessRoutes(app, deps);
  addHistoryRoutes(app, deps);
  addProtectionRoutes(app, deps);
  addInterventionRoutes(app, deps);
  addAuditDeskRoutes(app, deps);
};
