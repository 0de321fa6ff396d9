import type { HttpApp } from "@gov/kit/http.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import { findCaseByReference } from "#src/case/case-queries.ts";
import { recordDataLook } from "#src/case/data-look.ts";
import { show } from "#src/frame.ts";
import { findCaseFile } from "#src/upload/kept-file-queries.ts";
import { sendFile } from "#src/upload/send-file.ts";
import { caseHref } from "./inbox-pages.ts";
import { forStaff, officeFrame, type OfficeDeps } from "./office-frame.ts";
import { officerOf } from "./staff-session.ts";

/** Where an officer opens a file that was sent with a request. */
export const caseFileHref = (reference: string, id: string): string =>
  `${caseHref(reference)}/files/${id}`;

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Files of the requests of the officer's own institution; each look is told to the person. */
export const addCaseFiles = (app: HttpApp, deps: OfficeDeps): void => {
  app.get(
    `/office/cases/:reference/files/:id{${uuid}}`,
    forStaff(
      deps,
      async (c, session) => {
        const { institution } = session;
        const { reference = "", id = "" } = c.req.param();
        const current = await findCaseByReference(deps.db, { institution, reference });
        const file =
          current && (await findCaseFile(deps.db, { institution, caseId: current.id, id }));
        if (!current || !file) {
          const frame = officeFrame(c, deps, session);
          return await show(c, notFoundPage({ ...frame, reference: c.get("requestId") }), 404);
        }
        await recordDataLook(deps.db, {
          officer: officerOf(session),
          seen: current,
          what: "file",
        });
        return sendFile(c, deps, file);
      },
      (c) => caseHref(c.req.param("reference") ?? ""),
    ),
  );
};
