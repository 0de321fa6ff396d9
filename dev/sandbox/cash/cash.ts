import { createFaultBook } from "../faults.ts";
import { createPartyApp, openParty, type Party } from "../party.ts";
import { mountReportControl, openReportBook } from "../reports/report-faults.ts";
import type { CashFaultKind } from "./cash-faults.ts";
import { mountControlRoutes } from "./control-routes.ts";
import { mountCashReport } from "./day-report.ts";
import { mountPosRoutes } from "./pos-routes.ts";
import type { CompanyOptions } from "./company.ts";
import { openTills } from "./tills.ts";

export type CashSandboxOptions = CompanyOptions & {
  port: number;
  /** What the treasury proves itself with when it fetches the daily report. */
  reportToken?: string;
};

/** A payment company: its tills' page, its faults, its truth. What a kill left open it resumes. */
export async function startCashSandbox(options: CashSandboxOptions): Promise<Party> {
  const app = createPartyApp();
  const tills = openTills(options, createFaultBook<CashFaultKind>());
  mountPosRoutes(app, tills);
  mountControlRoutes(app, tills);
  const reports = openReportBook("collection");
  mountCashReport(app, { books: tills.books, book: reports, token: options.reportToken });
  mountReportControl(app, reports);
  const party = await openParty(app, options.port);
  void tills.recover();
  const close = async () => {
    await party.close();
    tills.close();
  };
  return { ...party, close };
}
