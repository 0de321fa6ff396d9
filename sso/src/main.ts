import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { startJobs } from "@gov/kit/jobs.ts";
import { startServer } from "@gov/kit/server.ts";
import { createSmsSender } from "@gov/kit/sms/smpp-client.ts";
import { createSsoApp, ssoListener } from "./app.ts";
import { builtInClients } from "./client/built-in-clients.ts";
import { createClientCache } from "./client/client-cache.ts";
import { findClient } from "./client/client-queries.ts";
import { ssoConfig } from "./config.ts";
import { createPasswords } from "./credential/password.ts";
import type { SsoDatabase } from "./db-types.ts";
import { keepDirectory } from "./directory/leavers.ts";
import { ensureSigningKey } from "./key/key-rotation.ts";
import { createEngine } from "./protocol/engine.ts";
import { sweepEnded } from "./sweep.ts";

const config = ssoConfig(process.env);
const log = createLog("sso", config.LOG_LEVEL);
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<SsoDatabase>(config.DATABASE_URL);
const encryptionKey = config.KEY_ENCRYPTION_KEY;
await ensureSigningKey({ db, encryptionKey });

const clients = createClientCache(
  (clientId) => findClient(db, encryptionKey, clientId),
  builtInClients(config),
);
const engine = await createEngine({ config, db, log, clients });
const sms = createSmsSender({
  url: config.SMPP_URL,
  from: config.SMS_SENDER,
  log,
  timing: { giveUpMs: 8_000, answerTimeoutMs: 8_000 },
});
const jobs = await startJobs({
  url: config.DATABASE_URL,
  log,
  tasks: {
    sweepEnded: async () => void (await sweepEnded(db)),
    keepDirectory: async () => void (await keepDirectory(db)),
  },
  crontab: "*/5 * * * * sweepEnded\n*/5 * * * * keepDirectory",
});
const app = createSsoApp({
  config,
  db,
  log,
  clients,
  engine,
  sms,
  passwords: await createPasswords(),
  verifyToken: createTokenVerifier({ issuer: config.SSO_ISSUER, audience: "urn:gov:sso" }),
});

await startServer(ssoListener(app, engine), {
  port: config.PORT,
  host: config.HOST,
  log,
  onShutdown: async () => {
    engine.close();
    await jobs.close();
    await sms.close();
    await db.destroy();
  },
});
