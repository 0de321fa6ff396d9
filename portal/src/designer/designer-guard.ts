import type { AppContext } from "@gov/kit/http.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { page, heading, type Frame } from "@gov/kit/ui/page.ts";
import { html } from "@gov/kit/ui/html.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { Officer } from "#src/case/case.ts";
import { pathOf, show } from "#src/frame.ts";
import { forStaff, officeFrame, type OfficeDeps } from "#src/office/office-frame.ts";
import { officerOf, type StaffSession } from "#src/office/staff-session.ts";
import { designPath } from "./designer-paths.ts";
import { designerTexts as texts } from "./designer-texts.ts";
import { draftKey, type Draft, type DraftKey } from "./draft.ts";
import { findDraft } from "./draft-queries.ts";

/** Whether this official writes and reviews their institution's services. */
export const designsHere = ({ roles }: Pick<StaffSession, "roles">): boolean =>
  roles.includes("designer");

export type Designer = Readonly<{ session: StaffSession; officer: Officer; frame: Frame }>;
export type DesignerOfService = Designer & Readonly<{ key: DraftKey }>;
export type DesignerOfDraft = DesignerOfService & Readonly<{ draft: Draft }>;

type Handler<T> = (c: AppContext, designer: T) => Response | Promise<Response>;

const showNotDesigner = (c: AppContext, frame: Frame): Promise<Response> => {
  const { lang } = frame;
  const main = html`${heading(texts.notDesigner, lang)}
  ${notice({ kind: "warn", title: texts.notDesigner, body: texts.notDesignerBody, lang })}
  ${linkButton({ href: "/office", text: texts.toOffice, lang })}`;
  return show(c, page({ ...frame, title: texts.notDesigner, main }), 403);
};

export const showNotFound = (c: AppContext, frame: Frame): Promise<Response> =>
  show(c, notFoundPage({ ...frame, reference: c.get("requestId") }), 404);

/** A page for those who design services; `returnTo` as in `forStaff`. */
export const forDesigner = (
  deps: OfficeDeps,
  handler: Handler<Designer>,
  returnTo: (c: AppContext) => string = pathOf,
) =>
  forStaff(
    deps,
    (c, session) => {
      const frame = officeFrame(c, deps, session);
      if (!designsHere(session)) return showNotDesigner(c, frame);
      return handler(c, { session, officer: officerOf(session), frame });
    },
    returnTo,
  );

/** The same below one service of the designer's own institution; any other's is not found. */
export const forService = (
  deps: OfficeDeps,
  handler: Handler<DesignerOfService>,
  returnTo: (c: AppContext) => string = pathOf,
) =>
  forDesigner(
    deps,
    (c, designer) => {
      const institution = c.req.param("institution") ?? "";
      const service = c.req.param("service") ?? "";
      const known =
        institution === designer.officer.institution && /^[a-z][a-z0-9-]*$/.test(service);
      if (!known) return showNotFound(c, designer.frame);
      return handler(c, { ...designer, key: draftKey(institution, service) });
    },
    returnTo,
  );

/** The same where the service has a draft; without one the overview says how to begin it. */
export const forDraft = (
  deps: OfficeDeps,
  handler: Handler<DesignerOfDraft>,
  returnTo: (c: AppContext) => string = pathOf,
) =>
  forService(
    deps,
    async (c, designer) => {
      const draft = await findDraft(deps.db, designer.key);
      if (!draft) return c.redirect(designPath(designer.key), 303);
      return await handler(c, { ...designer, draft });
    },
    returnTo,
  );
