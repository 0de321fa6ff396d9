import type { HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PortalDeps } from "#src/deps.ts";
import { createRelyingParty } from "#src/session/relying-party.ts";
import { addCaseFiles } from "./case-file-routes.ts";
import { addDesigner } from "#src/designer/designer.ts";
import { addCases } from "./case-routes.ts";
import { addChecks } from "./check-routes.ts";
import { addInbox } from "./inbox-routes.ts";
import type { OfficeDeps } from "./office-frame.ts";
import { addOfficeSignIn } from "./office-sign-in.ts";
import { createStaffSessions } from "./staff-session.ts";

/** The institutions' back office, beside the citizens' pages: `/office/…`. */
export const addOffice = (
  app: HttpApp,
  deps: PortalDeps,
  institutionName: (code: string) => Text,
): void => {
  const { config } = deps;
  const office: OfficeDeps = {
    ...deps,
    institutionName,
    staffSessions: createStaffSessions(deps.db, {
      secure: config.PUBLIC_URL.startsWith("https:"),
      idleMinutes: config.SESSION_IDLE_MINUTES,
    }),
    officeParty: createRelyingParty({
      issuer: config.SSO_ISSUER,
      clientId: config.OFFICE_CLIENT_ID,
      clientSecret: config.OFFICE_CLIENT_SECRET,
      redirectUri: `${config.PUBLIC_URL}/office/signin/callback`,
      postLogoutUri: `${config.PUBLIC_URL}/office`,
      scope: "openid profile staff",
    }),
  };
  addOfficeSignIn(app, office);
  addInbox(app, office);
  addCases(app, office);
  addCaseFiles(app, office);
  addChecks(app, office);
  addDesigner(app, office);
};
