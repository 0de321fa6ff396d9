import { localTime } from "@gov/country/time-zone.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { csvLine, csvStream } from "#src/console/csv.ts";
import { notFound, type ConsoleApp, type Desk } from "#src/console/desk.ts";
import { isDay, type ListCursor } from "#src/console/list-filter.ts";
import { railCodes } from "#src/rails/rail.ts";
import { listReportErrors } from "#src/reconciliation/line-queries.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import { breaksPath, readBreakFilter, type BreakFilter } from "./break-filter.ts";
import { addBreakDeskRoutes } from "./break-desk-routes.ts";
import { breakColumnsAt } from "./breaks-table.ts";
import { breaksPage } from "./breaks-page.ts";
import { dayPage } from "./day-page.ts";
import { daysPage } from "./days-page.ts";
import { forTreasury } from "./for-treasury.ts";
import {
  findDay,
  listBooked,
  listBreakLines,
  listDays,
  listDifferences,
  listReports,
  listTotals,
} from "./reconciliation-desk-queries.ts";
import { reconciliationPath } from "./reconciliation-hrefs.ts";
import { recTexts } from "./reconciliation-texts.ts";
import { addUploadReportRoutes } from "./upload-report-routes.ts";

const shownDays = 14;
const pageRows = 50;
const fileBatch = 1_000;
const maxFileRows = 1_000_000;
const shownErrors = 100;

const showDays = async ({ c, db, frame }: Desk): Promise<Response> => {
  const asked = c.req.query("to") ?? "";
  const to = isDay(asked) ? asked : undefined;
  const lines = await listDays(db, { to, days: shownDays });
  const days = lines.map(({ day }) => day);
  const between = { from: days.at(-1) ?? "2000-01-01", to: days[0] ?? "2000-01-01" };
  const differences = await listDifferences(db, between);
  const more = new Set(days).size === shownDays;
  const input = { lines, differences, earlier: to !== undefined, more, now: new Date() };
  return c.html(daysPage(frame, input));
};

const showDay = async (desk: Desk): Promise<Response> => {
  const { c, db, frame, lang } = desk;
  const { rail: asked = "", day = "" } = c.req.param();
  const rail = railCodes.find((code) => code === asked);
  const party = (c.req.query("party") ?? "").slice(0, 64);
  const key = rail && isDay(day) ? { rail, party, day } : undefined;
  const line = key && (await findDay(db, key));
  if (!key || !line) return notFound(desk);
  const [reports, booked, differences, breaks] = await Promise.all([
    listReports(db, key),
    listBooked(db, key),
    listDifferences(db, { from: day, to: day }),
    listBreakLines(db, key, 500),
  ]);
  const counts = reports.find(({ status }) => status === "read");
  const newest = reports[0];
  const totals = counts ? await listTotals(db, counts.id) : [];
  const errors =
    newest?.status === "refused" ? await listReportErrors(db, newest.id, shownErrors) : [];
  const done = c.req.query("done");
  const said = done === "taken" ? recTexts.taken1 : done === "same" ? recTexts.same : undefined;
  return c.html(
    dayPage(frame, {
      line,
      reports,
      errors,
      totals,
      booked,
      differences: differences.filter((one) => one.rail === rail && one.party === party),
      breaks,
      notice: said && notice({ kind: "success", lang, live: true, title: said }),
      now: new Date(),
    }),
  );
};

const showBreaks = async ({ c, db, frame }: Desk): Promise<Response> => {
  const { filter, typed } = readBreakFilter(c.req.query());
  const rows = await listBreakLines(db, filter, pageRows + 1);
  const input = { typed, after: filter.after !== undefined, now: new Date() };
  const more = rows.length > pageRows;
  return c.html(breaksPage(frame, { ...input, rows: rows.slice(0, pageRows), more }));
};

async function* fileLines({ db, lang }: Desk, filter: BreakFilter): AsyncGenerator<string> {
  const columns = breakColumnsAt(new Date());
  yield csvLine(columns.map((column) => column.head[lang]));
  let after: ListCursor | undefined;
  for (let sent = 0; sent < maxFileRows; sent += fileBatch) {
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other, as they are read
    const rows = await listBreakLines(db, { ...filter, after }, fileBatch);
    for (const row of rows) yield csvLine(columns.map((column) => column.text(row, lang)));
    after = rows.at(-1);
    if (rows.length < fileBatch) return;
  }
}

const sendBreaks = (desk: Desk): Response => {
  const { filter } = readBreakFilter(desk.c.req.query());
  const day = localTime(new Date()).date;
  return desk.c.body(csvStream(fileLines(desk, filter)), 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="breaks-${day}.csv"`,
  });
};

/** Reconciliation at the console: days, breaks, files, decisions. */
export const addReconciliationRoutes = (app: ConsoleApp, reconciliation: Reconciliation): void => {
  app.get(reconciliationPath, forTreasury(showDays));
  app.get(`${reconciliationPath}/days/:rail/:day`, forTreasury(showDay));
  app.get(`${breaksPath}.csv`, forTreasury(sendBreaks));
  app.get(breaksPath, forTreasury(showBreaks));
  addBreakDeskRoutes(app, reconciliation);
  addUploadReportRoutes(app, reconciliation);
};
