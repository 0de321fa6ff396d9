import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { createTokenSource } from "@gov/kit/client-credentials.ts";
import { listen, listenerOf } from "@gov/kit/server.ts";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createPortalApp } from "#src/app.ts";
import { configSchema } from "#src/config.ts";
import { createExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { Offer } from "#src/exchange-client/exchange-offers.ts";
import { createPayClient } from "#src/pay-client/pay-client.ts";
import { createCitizenSessions } from "#src/session/citizen-session-queries.ts";
import { createRelyingParty } from "#src/session/relying-party.ts";
import type { VirusScan } from "#src/upload/clamd.ts";
import { databaseFileStore } from "#src/upload/file-store-queries.ts";
import { createFileKeeper } from "#src/upload/keep-file.ts";
import { startWork } from "#src/work.ts";
import { catalogue, createCaseDatabase, layla, silent } from "./case-under-test.ts";
import { startExchange } from "./exchange-stand-in.ts";
import { startPay } from "./pay-stand-in.ts";
import { startSignIn } from "./sign-in-stand-in.ts";
import { createServer } from "node:net";

const secret = (): string => randomBytes(24).toString("hex");

/** A port that is free now: the portal must know its address before it listens. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

export const vehicle = (plate: string, ownerNationalId: string, change: object = {}) => ({
  plate,
  ownerNationalId,
  make: { ar: "هيونداي", en: "Hyundai" },
  model: "Tucson",
  engineCc: 1600,
  unpaidFines: { count: 0, amountMinor: "0", currency: "ILS" },
  ...change,
});

/** What the catalogue of the tests asks, each query with the properties and purposes asked for. */
const offersOf = ({ services }: Catalogue): Offer[] => {
  const offers = new Map<string, Offer>();
  for (const { service, source, facts, records, purpose } of services.flatMap((s) => s.bindings)) {
    const { member, subsystem, code } = service;
    const known = offers.get(`${member}/${subsystem}/${code}`);
    const asked = [
      ...facts.map(({ from }) => from.split(".")[0] ?? ""),
      ...(records ? [records] : []),
    ];
    offers.set(`${member}/${subsystem}/${code}`, {
      member,
      subsystem,
      service: code,
      name: source,
      holder: source,
      fields: [...new Set([...(known?.fields ?? []), ...asked])],
      subjectFrom: "none",
      purposes: [...(known?.purposes ?? []), { code: purpose, text: source }],
    });
  }
  return [...offers.values()];
};

/** The whole portal on a real port and database, beside stand-ins that speak real HTTP. */
export const startPortal = async (options: { port?: number; scan?: VirusScan } = {}) => {
  const database = await createCaseDatabase();
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const webhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  const [signIn, exchange, pay] = await Promise.all([
    startSignIn(),
    startExchange(publicKey.export({ format: "jwk" })),
    startPay(webhookSecret),
  ]);
  exchange.vehicles.push(vehicle("7-4821-H", layla.nationalId));
  exchange.offers.push(...offersOf(catalogue));
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const config = configSchema.parse({
    NODE_ENV: "test",
    PORT: port,
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    SSO_ISSUER: signIn.issuer,
    CITIZEN_CLIENT_SECRET: secret(),
    OFFICE_CLIENT_SECRET: secret(),
    MACHINE_CLIENT_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: "jwk" })),
    PAY_URL: pay.url,
    PAY_WEBHOOK_SECRET: webhookSecret,
    EXCHANGE_URL: exchange.url,
    EXCHANGE_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: "jwk" })),
  });
  const { db } = database;
  const tokens = createTokenSource({
    issuer: config.SSO_ISSUER,
    clientId: config.MACHINE_CLIENT_ID,
    privateKey: config.MACHINE_CLIENT_PRIVATE_KEY,
    resource: "urn:gov:pay",
    scope: "bills:write bills:read service-types:write",
  });
  const payClient = createPayClient({ url: config.PAY_URL, tokens });
  const exchangeClient = createExchangeClient({
    url: config.EXCHANGE_URL,
    client: config.EXCHANGE_CLIENT,
    privateKey: config.EXCHANGE_PRIVATE_KEY,
    timeoutMs: 2_000,
  });
  const work = startWork({
    db,
    log: silent,
    config,
    catalogue,
    pay: payClient,
    exchange: exchangeClient,
  });
  const app = createPortalApp(
    {
      config,
      db,
      log: silent,
      catalogue,
      pay: payClient,
      files: createFileKeeper({
        db,
        log: silent,
        store: databaseFileStore,
        ...(options.scan ? { scan: options.scan } : {}),
      }),
      exchange: exchangeClient,
      kick: work.kick,
      sessions: createCitizenSessions(db, { secure: false, idleMinutes: 30 }),
      relyingParty: createRelyingParty({
        issuer: config.SSO_ISSUER,
        clientId: config.CITIZEN_CLIENT_ID,
        clientSecret: config.CITIZEN_CLIENT_SECRET,
        redirectUri: `${url}/signin/callback`,
        postLogoutUri: `${url}/`,
        scope: "openid profile national_id phone birthdate",
      }),
    },
    { verify: createTokenVerifier({ issuer: config.SSO_ISSUER, audience: "urn:gov:portal" }) },
  );
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port },
  );
  const close = async (): Promise<void> => {
    await Promise.all([server, signIn.server, exchange.server, pay.server].map((s) => s.close()));
    await work.close();
    await database.drop();
  };
  return { app, url, db, work, signIn, exchange, pay, config, close };
};

export type PortalUnderTest = Awaited<ReturnType<typeof startPortal>>;
