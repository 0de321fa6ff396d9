import type { HttpApp } from "@gov/kit/http.ts";
import { addAccountRoutes } from "./account/account-routes.ts";
import { addAuditDeskRoutes } from "./audit-desk/desk-routes.ts";
import { addConsoleRoutes } from "./console/console-routes.ts";
import { addDirectoryRoutes } from "./directory/directory-routes.ts";
import { addProviderRoutes } from "./federation/provider-routes.ts";
import { addHistoryRoutes } from "./history/history-routes.ts";
import { addInterventionRoutes } from "./intervention/intervention-routes.ts";
import { addMandateRoutes } from "./mandate/mandate-routes.ts";
import { addOfficeRoutes } from "./office/office-routes.ts";
import { addProfileRoutes } from "./profile/profile-routes.ts";
import { addUndoPhoneRoutes } from "./profile/undo-phone-routes.ts";
import { addCounterRoutes } from "./proofing/counter-routes.ts";
import { addProtectionRoutes } from "./protection/protection-routes.ts";
import { addCounterRecoveryRoutes } from "./recovery/counter-recovery-routes.ts";
import { addUndoRecoveryRoutes } from "./recovery/undo-recovery-routes.ts";
import { addSecurityRoutes } from "./security/security-routes.ts";
import { addServiceAccessRoutes } from "./service-access/access-routes.ts";
import { addSessionRoutes } from "./session/session-routes.ts";
import type { SignInDeps } from "./sign-in/sign-in-context.ts";

/** `/account`: what people see and change of their own account; and what a notice's link undoes. */
const addAccountPages = (app: HttpApp, deps: SignInDeps): void => {
  addAccountRoutes(app, deps);
  addProfileRoutes(app, deps);
  addSecurityRoutes(app, deps);
  addSessionRoutes(app, deps);
  addServiceAccessRoutes(app, deps);
  addHistoryRoutes(app, deps);
  addMandateRoutes(app, deps);
  addProtectionRoutes(app, deps);
  addUndoPhoneRoutes(app, deps);
  addUndoRecoveryRoutes(app, deps);
};

/** `/office`: what employees do at the sign-in, by their roles. */
const addOfficePages = (app: HttpApp, deps: SignInDeps): void => {
  addOfficeRoutes(app, deps);
  addCounterRoutes(app, deps);
  addCounterRecoveryRoutes(app, deps);
  addConsoleRoutes(app, deps);
  addDirectoryRoutes(app, deps);
  addProviderRoutes(app, deps);
  addInterventionRoutes(app, deps);
  addAuditDeskRoutes(app, deps);
};

/** The sign-in's own pages, for whoever is signed in. */
export const addOwnPages = (app: HttpApp, deps: SignInDeps): void => {
  addAccountPages(app, deps);
  addOfficePages(app, deps);
};
