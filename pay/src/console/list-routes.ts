import { localTime } from "@gov/country/time-zone.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { billList } from "./bill-list.ts";
import { csvLine, csvStream } from "./csv.ts";
import type { ConsoleApp, Desk } from "./desk.ts";
import { readFilter, type ListCursor, type ListFilter } from "./list-filter.ts";
import { listServices } from "./list-queries.ts";
import { listPage } from "./list-page.ts";
import type { ListView } from "./list-view.ts";
import { paymentList } from "./payment-list.ts";
import { refundList } from "./refund-list.ts";
import { payoutList } from "./settlement/payout-list.ts";
import { billsAbove, refundsAbove } from "./list-above.ts";

const pageRows = 50;
const fileBatch = 1_000;
/** A file ends here; a spreadsheet takes no more. */
const maxFileRows = 1_000_000;

async function* fileLines<Row extends ListCursor>(
  { db, scope, lang }: Desk,
  view: ListView<Row>,
  filter: ListFilter,
): AsyncGenerator<string> {
  yield csvLine(view.columns.map((column) => column.head[lang]));
  let after: ListCursor | undefined;
  for (let sent = 0; sent < maxFileRows; sent += fileBatch) {
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other, as they are read
    const rows = await view.rows(db, scope, { ...filter, after }, fileBatch);
    for (const row of rows) yield csvLine(view.columns.map((column) => column.text(row, lang)));
    after = rows.at(-1);
    if (rows.length < fileBatch) return;
  }
}

const addList = <Row extends ListCursor>(
  app: ConsoleApp,
  view: ListView<Row>,
  above?: (desk: Desk) => Html | Promise<Html>,
): void => {
  app.get(view.path, async (desk) => {
    const { c, db, scope, frame } = desk;
    const read = readFilter(c.req.query());
    const [rows, services, totals] = await Promise.all([
      view.rows(db, scope, read.filter, pageRows + 1),
      listServices(db, scope),
      view.totals?.(db, scope, read.filter),
    ]);
    const shown = rows.slice(0, pageRows);
    const more = rows.length > pageRows;
    const input = { frame, view, read, rows: shown, more, services, totals };
    return c.html(
      listPage({ ...input, above: await above?.(desk) }),
      read.errors.length > 0 ? 422 : 200,
    );
  });
  app.get(`${view.path}.csv`, (desk) => {
    const { c } = desk;
    const { filter } = readFilter(c.req.query());
    const day = localTime(new Date()).date;
    return c.body(csvStream(fileLines(desk, view, filter)), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${view.file}-${day}.csv"`,
    });
  });
};

/** The lists of the console: bills, payments, refunds, payouts; each as a page and as a file. */
export const addListRoutes = (app: ConsoleApp): void => {
  addList(app, billList, billsAbove);
  addList(app, paymentList);
  addList(app, refundList, refundsAbove);
  addList(app, payoutList);
};
