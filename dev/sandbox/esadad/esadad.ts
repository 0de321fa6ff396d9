import { createFaultBook } from "../faults.ts";
import { createPartyApp, openParty } from "../party.ts";
import type { Party } from "../party.ts";
import { mountReportControl, openReportBook } from "../reports/report-faults.ts";
import { mountBankAppRoutes } from "./bank-app-routes.ts";
import { mountControlRoutes } from "./control-routes.ts";
import type { EsadadFaultKind } from "./esadad-faults.ts";
import { mountEndOfDayReport } from "./end-of-day-report.ts";
import { openHub } from "./hub.ts";
import type { HubOptions } from "./hub.ts";
import { mountHubRoutes } from "./hub-routes.ts";

/** The E-SADAD hub and one bank's app: pulls bills, takes money, notifies, refunds, fails. */
export async function startEsadadSandbox(options: HubOptions & { port: number }): Promise<Party> {
  const app = createPartyApp();
  const hub = openHub(options, createFaultBook<EsadadFaultKind>());
  mountHubRoutes(app, hub);
  mountBankAppRoutes(app, hub);
  mountControlRoutes(app, hub);
  const reports = openReportBook("PmtComplt");
  mountEndOfDayReport(app, hub, reports);
  mountReportControl(app, reports);
  const party = await openParty(app, options.port);
  const close = async () => {
    hub.holds.release();
    hub.notifier.close();
    await party.close();
    hub.close();
  };
  return { ...party, close };
}
