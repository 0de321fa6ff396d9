import { createFaultBook } from "../faults.ts";
import { createPartyApp, openParty } from "../party.ts";
import type { Party } from "../party.ts";
import { mountReportControl, openReportBook } from "../reports/report-faults.ts";
import { mountBankRoutes } from "./bank-routes.ts";
import { mountControlRoutes } from "./control-routes.ts";
import type { InstantFaultKind } from "./instant-faults.ts";
import { mountIsoRoutes } from "./iso-routes.ts";
import { statementKinds } from "./statement.ts";
import { mountStatementRoute } from "./statement-routes.ts";
import { openInstantSystem, type InstantSystemOptions } from "./system.ts";

export type InstantSandboxOptions = InstantSystemOptions & { port: number };

/** The instant-payment system, the collecting bank's endpoint, and the payers' bank app. */
export async function startInstantSandbox(options: InstantSandboxOptions): Promise<Party> {
  const app = createPartyApp();
  const system = openInstantSystem(options, createFaultBook<InstantFaultKind>());
  let publicUrl = "";
  mountIsoRoutes(app, { system, publicUrl: () => publicUrl });
  mountBankRoutes(app, system);
  mountControlRoutes(app, system);
  const reports = openReportBook(statementKinds.credit);
  mountStatementRoute(app, system, reports);
  mountReportControl(app, reports);
  const party = await openParty(app, options.port);
  publicUrl = party.url;
  const close = async () => {
    system.holds.release();
    await party.close();
    system.close();
  };
  return { ...party, close };
}
