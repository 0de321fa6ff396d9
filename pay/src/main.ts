import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { listenerOf, startServer } from "@gov/kit/server.ts";
import { createPayApp } from "#src/app.ts";
import { configSchema } from "#src/config.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { startWork } from "#src/work.ts";

const config = readConfig(configSchema, process.env);
const log = createLog("pay", config.LOG_LEVEL);
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<PayDatabase>(config.DATABASE_URL);
const verify = createTokenVerifier({ issuer: config.SSO_ISSUER, audience: "urn:gov:pay" });
const work = await startWork({ db, log, config });
const app = createPayApp(work.deps, {
  verify,
  press: work.press,
  cardWebhookSecret: config.CARD_WEBHOOK_SECRET,
  cardGatewayOrigin: new URL(config.CARD_GATEWAY_URL).origin,
});

await startServer(
  listenerOf((request) => app.fetch(request)),
  {
    port: config.PORT,
    host: config.HOST,
    log,
    onShutdown: async () => {
      await work.close();
      await db.destroy();
    },
  },
);
