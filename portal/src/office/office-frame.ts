import type { AppContext } from "@gov/kit/http.ts";
import type { Sessions } from "@gov/kit/session.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Frame, NavItem } from "@gov/kit/ui/page.ts";
import { sessionEndedPage } from "@gov/kit/ui/status-pages.ts";
import { designerTexts } from "#src/designer/designer-texts.ts";
import { servicesPath } from "#src/designer/designer-paths.ts";
import type { PortalDeps } from "#src/deps.ts";
import { pathOf, show } from "#src/frame.ts";
import type { RelyingParty } from "#src/session/relying-party.ts";
import { officeTexts } from "./office-texts.ts";
import { seesCases, type StaffSession } from "./staff-session.ts";

/** What the office needs beside the portal's own parts. */
export type OfficeDeps = PortalDeps &
  Readonly<{
    staffSessions: Sessions<StaffSession>;
    officeParty: RelyingParty;
    institutionName: (code: string) => Text;
  }>;

const initialPath = (c: AppContext): string =>
  c.req.method === "GET" ? pathOf(c) : new URL(c.req.url).pathname;

const navFor = (session: StaffSession, path: string): NavItem[] => [
  ...(seesCases(session)
    ? [{ href: "/office", text: officeTexts.inbox, current: path === "/office" }]
    : []),
  ...(session.roles.includes("designer")
    ? [
        {
          href: servicesPath,
          text: designerTexts.inMenu,
          current: path.startsWith(servicesPath),
        },
      ]
    : []),
];

/** What stands around every page of the office. */
export const officeFrame = (c: AppContext, deps: OfficeDeps, session?: StaffSession): Frame => {
  const lang = c.get("lang");
  const path = initialPath(c);
  return {
    lang,
    path,
    component: "office",
    brand: officeTexts.brand,
    home: "/office",
    nav: session ? navFor(session, path) : [],
    ...(session
      ? {
          user: {
            name: session.name[lang],
            of: deps.institutionName(session.institution)[lang],
            signOutAction: "/office/signout",
            csrfToken: deps.csrf.token(c),
          },
        }
      : {}),
    footer: [{ href: "/", text: officeTexts.citizenPortal }],
  };
};

export const officeSignInHref = (returnTo: string): string =>
  `/office/signin?returnTo=${encodeURIComponent(returnTo)}`;

type Handler = (c: AppContext, session: StaffSession) => Response | Promise<Response>;

/** A page for signed-in staff; a session that ended says so, with the way back to `returnTo`. */
export const forStaff =
  (deps: OfficeDeps, handler: Handler, returnTo: (c: AppContext) => string = pathOf) =>
  async (c: AppContext): Promise<Response> => {
    const session = await deps.staffSessions.find(c);
    if (session) {
      // Whoever only designs services has no business with people's requests.
      const astray = !seesCases(session) && !c.req.path.startsWith(servicesPath);
      return astray ? c.redirect(servicesPath, 303) : await handler(c, session);
    }
    const back = returnTo(c);
    if (c.req.method === "GET" && !deps.staffSessions.hadOne(c)) {
      return c.redirect(officeSignInHref(back));
    }
    const ended = sessionEndedPage({
      ...officeFrame(c, deps),
      reference: c.get("requestId"),
      signInHref: officeSignInHref(back),
    });
    return await show(c, ended, 410);
  };
