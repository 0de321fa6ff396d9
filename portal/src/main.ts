import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { createTokenSource } from "@gov/kit/client-credentials.ts";
import { readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { listenerOf, startServer } from "@gov/kit/server.ts";
import { createPortalApp } from "#src/app.ts";
import { publishCatalogue, readCatalogue } from "#src/catalogue/catalogue-queries.ts";
import { configSchema } from "#src/config.ts";
import type { PortalDb } from "#src/db-types.ts";
import { createExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { createPayClient } from "#src/pay-client/pay-client.ts";
import { createCitizenSessions } from "#src/session/citizen-session-queries.ts";
import { createRelyingParty } from "#src/session/relying-party.ts";
import { createVirusScan } from "#src/upload/clamd.ts";
import { databaseFileStore } from "#src/upload/file-store-queries.ts";
import { createFileKeeper } from "#src/upload/keep-file.ts";
import { startWork } from "#src/work.ts";

const config = readConfig(configSchema, process.env);
const log = createLog("portal", config.LOG_LEVEL);
const catalogue = readCatalogue();
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<PortalDb>(config.DATABASE_URL);
await publishCatalogue(db, catalogue, log);

const tokens = createTokenSource({
  issuer: config.SSO_ISSUER,
  clientId: config.MACHINE_CLIENT_ID,
  privateKey: config.MACHINE_CLIENT_PRIVATE_KEY,
  resource: "urn:gov:pay",
  scope: "bills:write bills:read service-types:write",
});
const pay = createPayClient({ url: config.PAY_URL, tokens });
const exchange = createExchangeClient({
  url: config.EXCHANGE_URL,
  client: config.EXCHANGE_CLIENT,
  privateKey: config.EXCHANGE_PRIVATE_KEY,
});
const { CLAMD_ADDRESS: clamd } = config;
if (!clamd) log.warn("no CLAMD_ADDRESS: files are kept without being checked for viruses");
const files = createFileKeeper({
  db,
  log,
  store: databaseFileStore,
  ...(clamd ? { scan: createVirusScan(clamd) } : {}),
});
const work = startWork({ db, log, config, catalogue, pay, exchange });
const app = createPortalApp(
  {
    config,
    db,
    log,
    catalogue,
    pay,
    exchange,
    files,
    kick: work.kick,
    sessions: createCitizenSessions(db, {
      secure: config.PUBLIC_URL.startsWith("https:"),
      idleMinutes: config.SESSION_IDLE_MINUTES,
    }),
    relyingParty: createRelyingParty({
      issuer: config.SSO_ISSUER,
      clientId: config.CITIZEN_CLIENT_ID,
      clientSecret: config.CITIZEN_CLIENT_SECRET,
      redirectUri: `${config.PUBLIC_URL}/signin/callback`,
      postLogoutUri: `${config.PUBLIC_URL}/`,
      scope: "openid profile national_id phone birthdate",
    }),
  },
  { verify: createTokenVerifier({ issuer: config.SSO_ISSUER, audience: "urn:gov:portal" }) },
);

await startServer(
  listenerOf((request) => app.fetch(request)),
  {
    port: config.PORT,
    host: config.HOST,
    // Five megabytes over a slow line, in one form.
    requestTimeoutMs: 5 * 60_000,
    log,
    onShutdown: async () => {
      await work.close();
      await db.destroy();
    },
  },
);
