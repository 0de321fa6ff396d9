import { addDays } from "@gov/country/time-zone.ts";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { collectEntries } from "./collect-entries.ts";
import {
  dueByReport,
  insertItems,
  insertTotals,
  resolveOrders,
  sumReport,
  type LineSums,
} from "./line-queries.ts";
import { findSource, type Reconciliation } from "./reconciliation.ts";
import { countReport, getReport, noteLines, readPieces, refuseReport } from "./report-queries.ts";
import type { ReportRow } from "./report-queries.ts";
import { keptErrors, maxReportLines, reportDayBegins, UnreadableReport } from "./report.ts";
import type { ReadItem, ReportTotal } from "./report.ts";

const batchItems = 1_000;

/** Somebody else reads this report, or will: whoever held it ends. */
class LostReport extends Error {}

const countWrong = (items: readonly ReadItem[]): number =>
  items.filter(({ kind }) => kind === "wrong").length;

type Total = Readonly<{ line: number; said: ReportTotal }>;

/** Writes the lines of a file in batches, without those that were written before a crash. */
const takeLines = async (
  { deps, isClosed }: Reconciliation,
  report: ReportRow,
  items: AsyncGenerator<readonly ReadItem[]>,
): Promise<Total[]> => {
  const totals: Total[] = [];
  let written = report.lines_read;
  let seen = 0;
  let wrong = 0;
  let batch: ReadItem[] = [];
  const write = async (): Promise<void> => {
    if (isClosed?.()) throw new LostReport("this process ends");
    const taken = batch;
    batch = [];
    const count = { from: written, read: taken.length, wrong: countWrong(taken) };
    await inTransaction(deps.db, async (tx) => {
      if (!(await noteLines(tx, report.id, count))) throw new LostReport("held by another");
      await insertItems(tx, report, taken);
    });
    written += taken.length;
  };
  for await (const more of items) {
    for (const item of more) {
      seen += 1;
      wrong += countWrong([item]);
      if (seen > maxReportLines) throw new UnreadableReport("tooManyLines");
      if (item.kind === "total") totals.push({ line: item.line, said: item.value });
      if (seen <= report.lines_read) continue;
      batch.push(item);
      if (batch.length >= batchItems || wrong >= keptErrors) await write();
      // So many tell enough of what is wrong.
      if (wrong >= keptErrors) throw new UnreadableReport("linesWrong");
    }
  }
  if (batch.length > 0) await write();
  if (seen === 0) throw new UnreadableReport("empty");
  return totals;
};

/** Each currency's total beside what its lines come to. Throws where the file is not whole. */
const checkTotals = (report: ReportRow, totals: readonly Total[], sums: readonly LineSums[]) => {
  if (totals.length === 0) throw new UnreadableReport("totalMissing");
  if (totals.some(({ said }) => said.day !== report.day)) throw new UnreadableReport("otherDay");
  const told = new Set(totals.map(({ said }) => said.currency));
  if (told.size !== totals.length || sums.some(({ currency }) => !told.has(currency))) {
    throw new UnreadableReport("totalMissing");
  }
  const stated = totals.reduce((sum, { said }) => sum + said.lines, 0);
  const found = sums.reduce((sum, { lines }) => sum + lines, 0);
  if (stated !== found) throw new UnreadableReport("linesMissing");
  return totals.map(({ line, said }) => {
    const { currency } = said;
    const none: LineSums = { currency, lines: 0, taken: 0n, returned: 0n, fees: 0n };
    return { line, said, sums: sums.find((one) => one.currency === currency) ?? none };
  });
};

/** The file is whole: it counts from here on, and whatever it touches is compared. */
const finish = async (
  tx: Tx<PayDatabase>,
  report: ReportRow,
  totals: readonly Total[],
): Promise<void> => {
  const sums = await sumReport(tx, report.id);
  const { lines_wrong: wrong } = await getReport(tx, report.id);
  if (wrong > 0) throw new UnreadableReport("linesWrong");
  const checked = checkTotals(report, totals, sums);
  if (!(await countReport(tx, report))) throw new LostReport("held by another");
  await insertTotals(tx, report, checked);
  await resolveOrders(tx, report.rail);
  await dueByReport(tx, report);
};

/**
 * Reads a report that is held: lines in batches, then all of it counts at once. A file with a line
 * that cannot be read counts for nothing: what would be missing is not known.
 */
export const readReport = async (
  reconciliation: Reconciliation,
  report: ReportRow,
): Promise<void> => {
  const { deps, dayEndsAtMinutes } = reconciliation;
  const source = findSource(reconciliation, report);
  if (!source) throw new Error(`no reader for ${report.rail}`);
  try {
    const items = source.read(readPieces(deps.db, report.id), report);
    const totals = await takeLines(reconciliation, report, items);
    await collectEntries(reconciliation, report.rail, {
      from: reportDayBegins(addDays(report.day, -1), dayEndsAtMinutes),
      to: reportDayBegins(addDays(report.day, 2), dayEndsAtMinutes),
    });
    await inTransaction(deps.db, (tx) => finish(tx, report, totals));
  } catch (error) {
    if (error instanceof LostReport) return;
    if (!(error instanceof UnreadableReport)) throw error;
    const { reason } = error;
    deps.log.warn({ rail: report.rail, reportId: report.id, reason }, "a report was refused");
    await inTransaction(deps.db, (tx) => refuseReport(tx, report.id, reason));
  }
};
