import { createPrivateKey } from "node:crypto";
import { createCsrf } from "@gov/kit/csrf.ts";
import type { Database } from "@gov/kit/db.ts";
import { softwareSummarySigner } from "@gov/kit/document/cose-qr.ts";
import { createHttpApp, type HttpApp } from "@gov/kit/http.ts";
import { createLog } from "@gov/kit/log.ts";
import { handleOne } from "@gov/kit/outbox.ts";
import { ok } from "@gov/kit/result.ts";
import { createApi } from "#src/api.ts";
import { addBillRoutes } from "#src/bill/bill-routes.ts";
import { addChargeRoutes } from "#src/charge/charge-routes.ts";
import { sweepCharges } from "#src/charge/sweep.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { addPayerRoutes } from "#src/payer/payer-routes.ts";
import { addPaymentRoutes } from "#src/payment/payment-routes.ts";
import { addAgentRoutes } from "#src/rails/cash/agent-routes.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { createCashRail } from "#src/rails/cash/cash-rail.ts";
import { sweepReservations } from "#src/rails/cash/release.ts";
import type { Rails } from "#src/rails/rail.ts";
import { addRefundRoutes } from "#src/refund/refund-routes.ts";
import { refundOutboxKind } from "#src/refund/refund-queries.ts";
import { refundDelaysMs, returnSurplus } from "#src/refund/return-surplus.ts";
import { deliverWebhook } from "#src/webhook/deliver-webhook.ts";
import { webhookOutboxKind } from "#src/webhook/webhook-message.ts";
import { treasury } from "./parties.ts";

export const publicUrl = "http://pay.test";
const scopes = new Set([
  "bills:write",
  "bills:read",
  "charges:write",
  "charges:read",
  "payments:read",
  "refunds:write",
  "agent:collect",
]);
export const encryptionKey = Buffer.alloc(32, 7);
const holdS = 600;
/** Ed25519 from fixed bytes: every run signs the same. */
const receiptKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${"07".repeat(32)}`, "hex"),
  format: "der",
  type: "pkcs8",
})
  .export({ format: "pem", type: "pkcs8" })
  .toString();

export type Gateway = Readonly<{
  deps: PayDeps;
  cash: Cash;
  app: HttpApp;
  /** Asks about what is due and ends reservations; gives how many. */
  sweep: () => Promise<number>;
  /** Carries out one piece of work that was written to be done after a commit. */
  workOutbox: () => Promise<boolean>;
}>;

/** Who calls says so itself: tokens are another simulation's business. */
const verify = async ({ authorization }: { authorization: string | undefined }) => {
  const clientId = authorization ?? "portal";
  return ok({ clientId, subject: clientId, scopes });
};

const createApp = (deps: PayDeps, cash: Cash): HttpApp => {
  const { log } = deps;
  const app = createHttpApp({ component: "pay", log, publicUrl, ready: async () => undefined });
  const csrf = createCsrf({
    component: "pay",
    key: encryptionKey,
    publicUrl,
    exempt: ["/v1/"],
    refuse: (c) => c.text("stale", 403),
  });
  app.use(csrf.protect);
  const api = createApi(verify);
  addBillRoutes(api, deps);
  addChargeRoutes(api, deps);
  addPaymentRoutes(api, deps);
  addRefundRoutes(api, deps);
  addAgentRoutes(api, cash);
  app.route("/", api.hono as unknown as HttpApp);
  addPayerRoutes(app, deps, { csrf, gatewayOrigin: "https://bank.test" });
  return app;
};

/** The gateway's core as `main.ts` wires it, without sockets and without timers. */
export const startGateway = (
  db: Database<PayDatabase>,
  outside: Readonly<{ rails: Rails; post: PayDeps["post"] }>,
): Gateway => {
  const log = createLog("pay", process.env["SIMULATION_LOG"] === "error" ? "error" : "silent");
  const deps: PayDeps = {
    db,
    log,
    publicUrl,
    // The cash rail is our own: its truth lies in the agents' drawers.
    rails: { ...outside.rails, cash: createCashRail(() => cash) },
    chargeLifetimeS: 1_800,
    railTimeoutMs: 10_000,
    receiptSigner: { key: softwareSummarySigner("simulation", receiptKey), encryptionKey },
    encryptionKey,
    insideHosts: [],
    sms: false,
    post: outside.post,
    kickOutbox: () => undefined,
  };
  const limits = { transactionLimitMinor: {}, agentDayLimitMinor: {} };
  const cash: Cash = { pay: deps, treasury, holdS, ...limits };
  const handlers = {
    [refundOutboxKind]: returnSurplus(deps),
    [webhookOutboxKind]: deliverWebhook(deps),
  };
  // What is put off is asked for until it is done: the simulation sets when, not the delays.
  const retryDelaysMs = Array.from({ length: 10_000 }, () => refundDelaysMs[0] ?? 0);
  return {
    deps,
    cash,
    app: createApp(deps, cash),
    sweep: async () => (await sweepCharges(deps)) + (await sweepReservations(cash)),
    workOutbox: () => handleOne({ db, handlers, retryDelaysMs, log }),
  };
};
