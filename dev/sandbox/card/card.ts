import { createFaultBook } from "../faults.ts";
import { createPartyApp, openParty } from "../party.ts";
import type { Party } from "../party.ts";
import { openAcquirer } from "./acquirer.ts";
import type { AcquirerOptions } from "./acquirer.ts";
import type { CardFaultKind } from "./card-faults.ts";
import { mountCheckoutRoutes } from "./checkout-routes.ts";
import { mountControlRoutes } from "./control-routes.ts";
import { mountGatewayRoutes } from "./gateway-routes.ts";
import { mountIssuerRoutes } from "./issuer-routes.ts";
import { mountSettlementReport } from "./settlement-report.ts";
import { mountReportControl, openReportBook } from "../reports/report-faults.ts";

export type CardSandboxOptions = AcquirerOptions & { port: number; password: string };

/** The card acquirer: gateway API, hosted payment page, issuer, notifications, faults. */
export async function startCardSandbox(options: CardSandboxOptions): Promise<Party> {
  const app = createPartyApp();
  const acquirer = openAcquirer(options, createFaultBook<CardFaultKind>());
  let publicUrl = "";
  const publicUrlNow = () => publicUrl;
  mountGatewayRoutes(app, { acquirer, password: options.password, publicUrl: publicUrlNow });
  mountCheckoutRoutes(app, acquirer);
  mountIssuerRoutes(app, acquirer);
  mountControlRoutes(app, acquirer);
  const reports = openReportBook("PAYMENT");
  mountSettlementReport(app, acquirer, reports);
  mountReportControl(app, reports);
  const party = await openParty(app, options.port);
  publicUrl = party.url;
  const close = async () => {
    acquirer.holds.release();
    await party.close();
    acquirer.close();
  };
  return { ...party, close };
}
