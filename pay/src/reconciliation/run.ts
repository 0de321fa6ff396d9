import { addDays } from "@gov/country/time-zone.ts";
import { startRepeating, type Repeating } from "@gov/kit/repeating.ts";
import { askAboutBreaks } from "./ask-about.ts";
import { collectNew } from "./collect-entries.ts";
import { compareDue } from "./compare.ts";
import { readReport } from "./read-report.ts";
import { NoReport, type Reconciliation, type Source } from "./reconciliation.ts";
import {
  expectReport,
  findLastDay,
  noteOutcome,
  sweepPieces,
  takeMissingDay,
  takeReport,
} from "./report-queries.ts";
import { reportDayOf, sourceText, type ReportKey } from "./report.ts";
import { expectedAt, takeFile } from "./take-file.ts";

/** How many days are made up for after a standstill. */
const maxDaysBack = 31;

/** Every day that is over is expected of every source; the first is the one before we began. */
const expectDays = async (reconciliation: Reconciliation, source: Source): Promise<void> => {
  const { deps, dayEndsAtMinutes } = reconciliation;
  const yesterday = addDays(reportDayOf(new Date(), dayEndsAtMinutes), -1);
  const last = (await findLastDay(deps.db, source)) ?? addDays(yesterday, -1);
  const oldest = addDays(yesterday, -maxDaysBack);
  let day = last < oldest ? oldest : addDays(last, 1);
  for (; day <= yesterday; day = addDays(day, 1)) {
    const key = { rail: source.rail, party: source.party, day };
    await expectReport(deps.db, key, expectedAt(reconciliation, day));
  }
};

/** Fetches one day's file; where there is none to be had, says why and since when. */
export const fetchReport = async (
  reconciliation: Reconciliation,
  source: Source,
  day: string,
): Promise<void> => {
  if (!source.fetch) return;
  const { deps } = reconciliation;
  const key: ReportKey = { rail: source.rail, party: source.party, day };
  try {
    const taken = await takeFile(reconciliation, key, source.fetch(day));
    await noteOutcome(deps.db, key, taken.ok ? null : taken.error);
  } catch (error) {
    if (!(error instanceof NoReport)) throw error;
    deps.log.warn({ source: sourceText(source), day, reason: error.reason }, "no report came");
    await noteOutcome(deps.db, key, error.reason);
  }
};

const fetchMissing = async (reconciliation: Reconciliation, source: Source): Promise<void> => {
  const { deps } = reconciliation;
  await expectDays(reconciliation, source);
  if (!source.fetch) return;
  for (;;) {
    const day = await takeMissingDay(deps.db, source);
    if (day === undefined || reconciliation.isClosed?.()) return;
    await fetchReport(reconciliation, source, day);
  }
};

/** Reads whatever files wait, one after the other. */
export const readWaiting = async (reconciliation: Reconciliation): Promise<void> => {
  const { db } = reconciliation.deps;
  for (;;) {
    const report = reconciliation.isClosed?.() ? undefined : await takeReport(db);
    if (!report) return;
    await readReport(reconciliation, report);
  }
};

/** Reads, compares, asks the rails about what only they know, and compares what came of that. */
export const reconcile = async (reconciliation: Reconciliation): Promise<void> => {
  await readWaiting(reconciliation);
  await collectNew(reconciliation);
  await compareDue(reconciliation);
  if ((await askAboutBreaks(reconciliation)) === 0) return;
  await collectNew(reconciliation);
  await compareDue(reconciliation);
};

/** Looks every `everyMs` for what is to be fetched, read and compared. */
export const startReconciliation = (reconciliation: Reconciliation, everyMs: number): Repeating => {
  const { deps, sources } = reconciliation;
  const failed = (error: unknown, what: string): void =>
    deps.log.error({ err: error, what }, "reconciliation stopped for now");
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failed(error, what);
    }
  };
  return startRepeating(
    async (isClosed) => {
      const open: Reconciliation = { ...reconciliation, isClosed };
      for (const source of sources) {
        if (!isClosed()) await attempt(sourceText(source), () => fetchMissing(open, source));
      }
      if (isClosed()) return;
      await attempt("reading", () => reconcile(open));
      await attempt("sweeping", () => sweepPieces(deps.db));
    },
    { everyMs, failed: (error) => failed(error, "turn") },
  );
};
