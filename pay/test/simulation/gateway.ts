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
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { addPayerRoutes } from "#src/payer/payer-routes.ts";
import type { Rails } from "#src/rails/rail.ts";
import { newReceiptKey } from "#src/receipt/new-signing-keys.ts";
import { refundOutboxKind } from "#src/refund/refund-queries.ts";
import { refundDelaysMs, returnSurplus } from "#src/refund/return-surplus.ts";

export const publicUrl = "http://pay.test";
export const clientId = "portal";
const scopes = new Set(["bills:write", "bills:read", "charges:write", "charges:read"]);
const encryptionKey = Buffer.alloc(32, 7);
const receiptKey = newReceiptKey().privatePem;

export type Gateway = Readonly<{
  deps: PayDeps;
  app: HttpApp;
  /** Carries out one piece of work that was written to be done after a commit. */
  workOutbox: () => Promise<boolean>;
}>;

/** The gateway's core as `main.ts` wires it, without sockets and without timers. */
export const startGateway = (db: Database<PayDatabase>, rails: Rails): Gateway => {
  const log = createLog("pay", process.env["SIMULATION_LOG"] === "error" ? "error" : "silent");
  const deps: PayDeps = {
    db,
    log,
    publicUrl,
    rails,
    chargeLifetimeS: 1_800,
    railTimeoutMs: 10_000,
    receiptSigner: { key: softwareSummarySigner("simulation", receiptKey), encryptionKey },
    encryptionKey,
    insideHosts: [],
    kickOutbox: () => undefined,
  };
  const app = createHttpApp({ component: "pay", log, publicUrl, ready: async () => undefined });
  const csrf = createCsrf({
    component: "pay",
    key: encryptionKey,
    publicUrl,
    exempt: ["/v1/"],
    refuse: (c) => c.text("stale", 403),
  });
  app.use(csrf.protect);
  const api = createApi(async () => ok({ clientId, subject: clientId, scopes }));
  addBillRoutes(api, deps);
  addChargeRoutes(api, deps);
  app.route("/", api.hono as unknown as HttpApp);
  addPayerRoutes(app, deps, { csrf, gatewayOrigin: "https://bank.test" });
  const handlers = { [refundOutboxKind]: returnSurplus(deps) };
  // A refund is asked for until it is made: the simulation sets when, not the delays.
  const retryDelaysMs = Array.from({ length: 10_000 }, () => refundDelaysMs[0] ?? 0);
  return { deps, app, workOutbox: () => handleOne({ db, handlers, retryDelaysMs, log }) };
};
