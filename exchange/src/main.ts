import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { importPrivateKey } from "@gov/kit/http-signature.ts";
import { createLog } from "@gov/kit/log.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { listenerOf, startServer } from "@gov/kit/server.ts";
import { createExchangeApp } from "./app.ts";
import { loadConfig } from "./config.ts";
import type { Database } from "./db-types.ts";

const config = loadConfig(process.env);
const log = createLog("exchange", config.LOG_LEVEL);
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<Database>(config.DATABASE_URL);

const app = createExchangeApp({
  db,
  log,
  publicUrl: config.PUBLIC_URL,
  instance: config.EXCHANGE_INSTANCE,
  key: {
    keyId: `${config.EXCHANGE_INSTANCE}/GOV/MTIT/exchange`,
    privateKey: importPrivateKey(config.EXCHANGE_PRIVATE_KEY),
  },
  verifyToken: createTokenVerifier({ issuer: config.SSO_ISSUER, audience: "urn:gov:exchange" }),
  providerTimeoutMs: 5_000,
});

await startServer(listenerOf(app.fetch), {
  port: config.PORT,
  host: config.HOST,
  log,
  onShutdown: () => db.destroy(),
});
