import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { openDatabaseGate, type DatabaseGate } from "@gov/kit/database-gate-test.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import { createLog } from "@gov/kit/log.ts";
import { listen } from "@gov/kit/server.ts";
import { listenerOf } from "@gov/kit/server.ts";
import { configSchema } from "#src/config.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import type { ReceiptPress } from "#src/receipt/receipt-document.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import { wirePay } from "#src/wire.ts";
import { merchant, startBank, type Bank } from "./bank.ts";
import { esadadEnvironment, startEsadadHub, type EsadadHub } from "./esadad-hub.ts";
import { startTokenIssuer, type TokenIssuer } from "./token-issuer.ts";

export const migrations = new URL("../migrations/", import.meta.url);
const allScopes = [
  "bills:write bills:read charges:write charges:read billers:write webhooks:write",
  "payments:read refunds:write ledger:read agents:write service-types:write payouts:read",
].join(" ");

// oxlint-disable-next-line typescript/no-explicit-any -- answers are asserted, not typed
export type Json = any;
export type Called = Readonly<{ status: number; json: Json; headers: Headers }>;
export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Called>;

/** Calls of one client: a fresh key each time unless one is given. */
export const createCaller =
  (url: string, token: string): Caller =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "accept-language": "en",
        ...(method === "GET" ? {} : { "idempotency-key": randomUUID() }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, json, headers: response.headers };
  };

export const transport = {
  name: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
  institution: "transport",
  ibans: [
    { currency: "ILS", iban: "PS92PALS000000000400123456702" },
    { currency: "JOD", iban: "PS92PALS000000000400123456702" },
  ],
  serviceTypes: ["vehicle-licence"],
};

export const newBill = (more: object = {}) => ({
  billerCode: "transport",
  reference: `V-${randomUUID().slice(0, 8)}`,
  description: { ar: "تجديد رخصة مركبة", en: "Vehicle licence renewal" },
  amount: { amountMinor: "31200", currency: "ILS" },
  payer: { name: "ليلى حسن أحمد خالد" },
  returnUrl: "http://localhost:3000/cases/7",
  ...more,
});

/** A client's key, as it stands in the environment. */
const newPrivateKey = (): string => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return JSON.stringify(privateKey.export({ format: "jwk" }));
};

export const payEnvironment = (input: {
  port: number;
  databaseUrl: string;
  bankUrl: string;
  issuerUrl: string;
}): Record<string, string> => ({
  NODE_ENV: "test",
  PORT: String(input.port),
  PUBLIC_URL: `http://localhost:${input.port}`,
  DATABASE_URL: input.databaseUrl,
  KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  SSO_ISSUER: input.issuerUrl,
  LOG_LEVEL: "silent",
  PORTAL_URL: "http://localhost:3000",
  CARD_GATEWAY_URL: input.bankUrl,
  CARD_MERCHANT_ID: merchant.merchantId,
  CARD_API_PASSWORD: merchant.password,
  CARD_WEBHOOK_SECRET: merchant.webhookSecret,
  CARD_TIMEOUT_MS: "1500",
  CONSOLE_CLIENT_ID: "pay-console",
  CONSOLE_CLIENT_PRIVATE_KEY: newPrivateKey(),
  SWEEP_EVERY_MS: "200",
  // Files come when a test says so.
  REPORTS_EVERY_MS: "3600000",
  WEBHOOK_INSIDE_HOSTS: "*",
});

export type PayWorld = Readonly<{
  app: HttpApp;
  url: string;
  db: Database<PayDatabase>;
  deps: PayDeps;
  press: ReceiptPress;
  cash: Cash;
  settlement: Settlement;
  reconciliation: Reconciliation;
  bank: Bank;
  /** The E-SADAD hub, where the world was opened with it. */
  esadad: EsadadHub | undefined;
  /** The door to the database, where the world was opened with one. */
  gate: DatabaseGate | undefined;
  issuer: TokenIssuer;
  portal: Caller;
  /** A caller with other rights. */
  callerAs: (clientId: string, scope?: string) => Promise<Caller>;
  close: () => Promise<void>;
}>;

/** Who else stands around the gateway: the E-SADAD hub; a door between it and its database. */
export type Parties = Readonly<{ esadad?: boolean; gate?: boolean }>;

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const probe = await listen((_request, response) => response.end(), { port: 0 });
  await probe.close();
  return probe.port;
};

/** The whole gateway in this process: real database, real HTTP, the bank's sandbox. */
export const openPayWorld = async (
  more: Record<string, string> = {},
  parties: Parties = {},
): Promise<PayWorld> => {
  const database = await createTestDatabase(migrations);
  const gate = parties.gate ? await openDatabaseGate(database.url) : undefined;
  const databaseUrl = gate?.url ?? database.url;
  const [bank, issuer] = await Promise.all([startBank(), startTokenIssuer()]);
  const port = await freePort();
  const environment = payEnvironment({
    port,
    databaseUrl,
    bankUrl: bank.url,
    issuerUrl: issuer.url,
  });
  const esadad = parties.esadad ? await startEsadadHub(environment["PUBLIC_URL"] ?? "") : undefined;
  const hub = esadad ? esadadEnvironment(esadad.url) : {};
  const config = configSchema.parse({ ...environment, ...hub, ...more });
  const db = openDatabase<PayDatabase>(databaseUrl, { prepared: true });
  const log = createLog("pay", config.LOG_LEVEL);
  const { work, app } = await wirePay({ db, log, config });
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port },
  );
  const url = config.PUBLIC_URL;
  const callerAs: PayWorld["callerAs"] = async (clientId, scope = allScopes) =>
    createCaller(url, await issuer.token({ clientId, scope }));
  const portal = await callerAs("portal");
  await portal("PUT", "/v1/billers/transport", transport);
  const close = async (): Promise<void> => {
    server.server.closeAllConnections();
    await server.close();
    await bank.close();
    await esadad?.close();
    await work.close();
    await db.destroy();
    await issuer.close();
    await gate?.close();
    await database.drop();
  };
  const { deps, press, cash, settlement, reconciliation } = work;
  const inside = { app, db, deps, press, cash, settlement, reconciliation, gate };
  const parts = { ...inside, url, bank, esadad, issuer };
  return { ...parts, portal, callerAs, close };
};

/** Asks until `found` gives something, at most ten seconds. */
export const until = async <T>(found: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await found();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error("what was waited for did not happen");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
