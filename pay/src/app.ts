import type { TokenVerifier } from "@gov/kit/access-token.ts";
import {
  addBackChannelLogout,
  backChannelLogoutPath,
} from "@gov/kit/back-channel-logout/logout-routes.ts";
import type { LogoutTokenVerifier } from "@gov/kit/back-channel-logout/logout-token.ts";
import { limitBody } from "@gov/kit/body-limit.ts";
import { createCsrf } from "@gov/kit/csrf.ts";
import { pingDatabase } from "@gov/kit/db.ts";
import { createHttpApp, wantsHtml } from "@gov/kit/http.ts";
import type { AppContext, ErrorStatus, HttpApp } from "@gov/kit/http.ts";
import { addPortalLink } from "@gov/kit/portal-link.ts";
import { problem } from "@gov/kit/problem.ts";
import { assetRoutes } from "@gov/kit/ui/assets.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { awayPage, faultPage, notFoundPage, tooLargePage } from "@gov/kit/ui/status-pages.ts";
import { createApi } from "#src/api.ts";
import { pinVersion } from "#src/api-version.ts";
import { addBillRoutes } from "#src/bill/bill-routes.ts";
import { addContentRoutes } from "#src/bulk/content-routes.ts";
import { addUploadRoutes } from "#src/bulk/upload-routes.ts";
import { addBillerRoutes } from "#src/biller/biller-routes.ts";
import { addChargeRoutes } from "#src/charge/charge-routes.ts";
import { uploadContentPath } from "#src/bulk/content-routes.ts";
import { addConsoleRoutes } from "#src/console/console-routes.ts";
import type { StaffSignIn } from "#src/console/staff-signin.ts";
import { contract } from "#src/contract.ts";
import type { PayDeps } from "#src/deps.ts";
import { addGovstackRoutes } from "#src/govstack/govstack-routes.ts";
import { addLedgerRoutes } from "#src/ledger/ledger-routes.ts";
import { addStandingMetrics } from "#src/standing-metrics.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { addPayerRoutes } from "#src/payer/payer-routes.ts";
import { payerTexts } from "#src/payer/payer-texts.ts";
import { addPaymentListRoutes } from "#src/payment/payment-list-routes.ts";
import { addCardRoutes } from "#src/rails/card/card-routes.ts";
import { addAgentRoutes } from "#src/rails/cash/agent-routes.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { addCompanyRoutes } from "#src/rails/cash/company-routes.ts";
import { addDeskRoutes } from "#src/rails/cash/desk-routes.ts";
import { openDesk } from "#src/rails/cash/desk-session.ts";
import { addVoucherRoutes } from "#src/rails/cash/voucher-routes.ts";
import { addSimulatorRoutes } from "#src/rails/simulator/simulator-routes.ts";
import { addInstantPages } from "#src/rails/instant/instant-page-routes.ts";
import type { InstantOptions } from "#src/rails/instant/instant-rail.ts";
import { addInstantRoutes } from "#src/rails/instant/instant-routes.ts";
import type { Esadad } from "#src/rails/esadad/esadad.ts";
import { addEsadadPage } from "#src/rails/esadad/esadad-page-routes.ts";
import { addEsadadRoutes, esadadPaths } from "#src/rails/esadad/esadad-routes.ts";
import { addPrepaidRoutes } from "#src/rails/esadad/prepaid-routes.ts";
import { addReceiptLogPages } from "#src/receipt-log/receipt-log-page-routes.ts";
import { addPublishedDays, addReceiptLogRoutes } from "#src/receipt-log/receipt-log-routes.ts";
import type { TimestampSettings } from "#src/receipt-log/timestamp-config.ts";
import type { ReceiptPress } from "#src/receipt/receipt-document.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import { maxUploadedBytes } from "#src/reconciliation/report.ts";
import { uploadReportPath } from "#src/console/reconciliation/reconciliation-hrefs.ts";
import { addRefundListRoutes } from "#src/refund/refund-list-routes.ts";
import { addReceiptRoutes } from "#src/receipt/receipt-routes.ts";
import { addPayoutApiRoutes } from "#src/settlement/payout-api-routes.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import { addDeliveryRoutes } from "#src/webhook/delivery-routes.ts";
import { addPaymentRoutes } from "#src/payment/payment-routes.ts";
import { addRefundRoutes } from "#src/refund/refund-routes.ts";
import { addWebhookRoutes } from "#src/webhook/webhook-routes.ts";

export type PayAppOptions = Readonly<{
  verify: TokenVerifier;
  cardWebhookSecret: string;
  cardGatewayOrigin: string;
  /** The portal, where payers go on to services. */
  portalUrl: string;
  instant: InstantOptions | undefined;
  /** Where the hub is configured. */
  esadad: Esadad | undefined;
  press: ReceiptPress;
  /** Who stamps the days of receipts. */
  timestamp: TimestampSettings | undefined;
  staffSignIn: StaffSignIn;
  signInUrl: string;
  treasuryInstitution: string;
  settlement: Settlement;
  reconciliation: Reconciliation;
  cash: Cash;
  /** Sign-in of agents' people; it leads back to their desk. */
  agentSignIn: StaffSignIn;
  /** Checks what the unified sign-in says when a sign-in ends. */
  verifyLogout: LogoutTokenVerifier;
}>;

/** What a form needs around a file. */
const formBytes = 64 * 1024;

const statusPages = {
  404: notFoundPage,
  413: tooLargePage,
  500: faultPage,
  503: awayPage,
} as const;

const errorPage = (c: AppContext, status: ErrorStatus): Response | Promise<Response> => {
  // A page that did not come is asked for again; what was sent is not sent again unseen.
  const frame = frameOf(c, status === 503 && c.req.method === "GET" ? undefined : "/");
  return c.html(statusPages[status]({ ...frame, reference: c.get("requestId") }), status);
};

/** A form that this browser was not given, or too long ago: nothing was done. */
const refuseForm = (c: AppContext): Response | Promise<Response> => {
  if (!wantsHtml(c)) {
    return problem(c, { status: 403, type: "form-refused", title: payerTexts.staleForm });
  }
  const number = /^\/pay\/(\d+)/.exec(c.req.path)?.[1];
  const frame = frameOf(c, "/");
  const { lang } = frame;
  const href = number ? `/pay/${number}` : "/";
  const main = html`${heading(payerTexts.staleForm, lang, {
    below: payerTexts.staleFormBody,
  })}${buttonRow(linkButton({ href, lang, text: payerTexts.toBill }))}`;
  return c.html(page({ ...frame, title: payerTexts.staleForm, main }), 403);
};

const addApi = (app: HttpApp, deps: PayDeps, options: PayAppOptions): void => {
  const { cash, instant } = options;
  const api = createApi(options.verify);
  api.hono.use("/v1/*", pinVersion);
  addBillerRoutes(api, deps);
  addPrepaidRoutes(api, deps);
  addWebhookRoutes(api, deps);
  addDeliveryRoutes(api, deps);
  addUploadRoutes(api, deps);
  addContentRoutes(api, deps);
  addBillRoutes(api, deps);
  addChargeRoutes(api, deps);
  addPaymentListRoutes(api, deps);
  addRefundListRoutes(api, deps);
  addCompanyRoutes(api, cash);
  addAgentRoutes(api, cash);
  addPaymentRoutes(api, deps);
  addRefundRoutes(api, deps);
  addLedgerRoutes(api, deps);
  addReceiptLogRoutes(api, deps);
  addPayoutApiRoutes(api, deps);
  addGovstackRoutes(api, { cash, instant });
  // The API's routes know their caller besides what every route knows.
  app.route("/", api.hono as unknown as HttpApp);
  app.get("/openapi.json", (c) => c.json(contract(options.signInUrl)));
};

/** The whole of `pay` as one application: API, the rails' callbacks, payers' pages, console. */
export const createPayApp = (deps: PayDeps, options: PayAppOptions): HttpApp => {
  const app = createHttpApp({
    component: "pay",
    log: deps.log,
    publicUrl: deps.publicUrl,
    ready: () => pingDatabase(deps.db),
    // The content of uploads comes in pieces that are bounded one by one.
    largerBodies: [esadadPaths, uploadContentPath, uploadReportPath],
    programPaths: ["/v1/"],
    errorPage,
  });
  const csrf = createCsrf({
    component: "pay",
    key: deps.encryptionKey,
    publicUrl: deps.publicUrl,
    exempt: ["/v1/", "/govstack/", "/rails/", backChannelLogoutPath],
    refuse: (c) => refuseForm(c as AppContext),
  });
  app.route("/", assetRoutes() as unknown as HttpApp);
  addStandingMetrics(app, deps);
  const maxBytes = maxUploadedBytes + formBytes;
  app.use(
    uploadReportPath,
    limitBody({ maxBytes, refuse: (c) => errorPage(c as AppContext, 413) }),
  );
  app.use(csrf.protect);
  addApi(app, deps, options);
  addCardRoutes(app, deps, options.cardWebhookSecret);
  addSimulatorRoutes(app, deps, csrf);
  if (options.instant) {
    addInstantRoutes(app, deps, options.instant.settings);
    addInstantPages(app, deps, { csrf, rail: options.instant });
  }
  if (options.esadad) {
    addEsadadRoutes(app, options.esadad);
    addEsadadPage(app, options.esadad);
  }
  addReceiptRoutes(app, deps, options.press);
  addPublishedDays(app, deps);
  addReceiptLogPages(app, deps, options.timestamp);
  addConsoleRoutes(app, deps, {
    csrf,
    signIn: options.staffSignIn,
    signInUrl: options.signInUrl,
    treasuryInstitution: options.treasuryInstitution,
    settlement: options.settlement,
    reconciliation: options.reconciliation,
  });
  addBackChannelLogout(app, { db: deps.db, verify: options.verifyLogout });
  const { cash, press } = options;
  addVoucherRoutes(app, { cash, csrf, renderer: press.renderer });
  addDeskRoutes(app, openDesk({ cash, csrf, signIn: options.agentSignIn }));
  addPortalLink(app, options.portalUrl);
  addPayerRoutes(app, deps, {
    csrf,
    gatewayOrigin: options.cardGatewayOrigin,
  });
  return app;
};
