import { setTimeout as pause } from "node:timers/promises";
import type { Text } from "@gov/kit/text.ts";
import type { ConsoleApp, Desk } from "#src/console/desk.ts";
import { isDay } from "#src/console/list-filter.ts";
import { maxUploadedBytes, reportDayOf, sourceText } from "#src/reconciliation/report.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import { reconcile } from "#src/reconciliation/run.ts";
import { takeFile } from "#src/reconciliation/take-file.ts";
import { forTreasury } from "./for-treasury.ts";
import { dayHref, uploadReportPath } from "./reconciliation-hrefs.ts";
import { recTexts } from "./reconciliation-texts.ts";
import { uploadReportPage } from "./upload-report-page.ts";

const waitMs = 3_000;

type Errors = readonly Readonly<{ name: string; text: Text }>[];

const showForm = (
  { c, frame, csrfToken }: Desk,
  { sources }: Reconciliation,
  said: Readonly<{ typed: Readonly<Record<string, string>>; errors: Errors }>,
): Response | Promise<Response> =>
  c.html(
    uploadReportPage({ ...frame, path: uploadReportPath }, { ...said, sources, csrfToken }),
    said.errors.length > 0 ? 422 : 200,
  );

const takeUpload = async (desk: Desk, reconciliation: Reconciliation): Promise<Response> => {
  const { c, deps, staff } = desk;
  const body = await c.req.parseBody();
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === "string" ? value.trim().slice(0, 200) : "";
  };
  const typed = { source: text("source"), day: text("day") };
  const file = body["file"];
  const source = reconciliation.sources.find((one) => sourceText(one) === typed.source);
  const today = reportDayOf(new Date(), reconciliation.dayEndsAtMinutes);
  const goodDay = isDay(typed.day) && typed.day <= today;
  const goodFile = file instanceof File && file.size > 0 && file.size <= maxUploadedBytes;
  const tooLarge = file instanceof File && file.size > maxUploadedBytes;
  if (!source || !goodDay || !goodFile) {
    const errors = [
      ...(source ? [] : [{ name: "source", text: recTexts.noSource }]),
      ...(goodDay ? [] : [{ name: "day", text: recTexts.noDay }]),
      ...(goodFile
        ? []
        : [{ name: "file", text: tooLarge ? recTexts.fileTooLarge : recTexts.noFile }]),
    ];
    return await showForm(desk, reconciliation, { typed, errors });
  }
  const key = { rail: source.rail, party: source.party, day: typed.day };
  const taken = await takeFile(reconciliation, key, file.stream(), staff.username);
  if (!taken.ok) {
    const errors = [{ name: "file", text: recTexts.noFile }];
    return await showForm(desk, reconciliation, { typed, errors });
  }
  if (!taken.value.same) {
    // What is wrong with a file mostly shows on the page that follows; a long one is read behind it.
    const read = reconcile(reconciliation).catch((error: unknown) =>
      deps.log.error({ err: error }, "reconciliation stopped for now"),
    );
    await Promise.race([read, pause(waitMs)]);
  }
  const href = dayHref(key);
  const done = taken.value.same ? "same" : "taken";
  return c.redirect(`${href}${href.includes("?") ? "&" : "?"}done=${done}`, 303);
};

/** Files that people of the treasury send. */
export const addUploadReportRoutes = (app: ConsoleApp, reconciliation: Reconciliation): void => {
  app.get(
    uploadReportPath,
    forTreasury((desk) => showForm(desk, reconciliation, { typed: {}, errors: [] })),
  );
  app.post(
    uploadReportPath,
    forTreasury((desk) => takeUpload(desk, reconciliation)),
  );
};
