import { errorReport } from "#src/bulk/error-report.ts";
import { readErrors } from "#src/bulk/error-queries.ts";
import type { UploadRow } from "#src/bulk/upload-queries.ts";
import { notFound, uuidOf, type ConsoleApp, type Desk } from "./desk.ts";
import { isUnderWay, uploadPage, uploadsPage, uploadsPath } from "./upload-desk-pages.ts";
import { findDeskUpload, listDeskUploads } from "./upload-desk-queries.ts";

const renewS = 5;
const shownErrors = 100;

const findAsked = async (desk: Desk): Promise<UploadRow | undefined> => {
  const id = uuidOf(desk);
  return id === undefined ? undefined : await findDeskUpload(desk.db, desk.scope, id);
};

/** Files of bills: how far each is, and what is wrong with which line. */
export const addUploadDeskRoutes = (app: ConsoleApp): void => {
  app.get(uploadsPath, async ({ c, db, scope, frame }) =>
    c.html(uploadsPage(frame, await listDeskUploads(db, scope))),
  );
  app.get(`${uploadsPath}/:id`, async (desk) => {
    const { c, db, frame } = desk;
    const upload = await findAsked(desk);
    if (!upload) return notFound(desk);
    if (isUnderWay(upload)) c.header("refresh", String(renewS));
    const { value: first } = await readErrors(db, upload.id, shownErrors).next();
    return c.html(uploadPage(frame, upload, first ?? []));
  });
  app.get(`${uploadsPath}/:id/errors.csv`, async (desk) => {
    const upload = await findAsked(desk);
    if (!upload) return notFound(desk);
    const { body, headers } = errorReport(desk.db, upload.id);
    return desk.c.body(body, 200, headers);
  });
};
