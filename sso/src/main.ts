import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
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
import { ensureSigningKey } from "./key/key-rotation.ts";
import { createKeyToken } from "./key/key-token.ts";
import { keyJobs } from "./key/rotation-job.ts";
import { tokenAccess } from "./key/token-config.ts";
import { createMailSender } from "./message/mail-sender.ts";
import { createEngine } from "./protocol/engine.ts";
import { recheckPending } from "./proofing/recheck-pending.ts";
import { createCivilRegistry } from "./registry/civil-registry.ts";
import { sweepEnded } from "./sweep.ts";
import { startWork } from "./work.ts";

const config = ssoConfig(process.env);
const log = createLog("sso", config.LOG_LEVEL);
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<SsoDatabase>(config.DATABASE_URL);
const encryptionKey = config.KEY_ENCRYPTION_KEY;
const access = tokenAccess(config);
const token = access && createKeyToken({ access, log });
const keys = { db, encryptionKey, token };
if (!(await ensureSigningKey(keys)).ok) {
  throw new Error("the hardware token makes no first key: see PKCS11_MODULE, _TOKEN and _PIN");
}
const rotation = keyJobs({ ...keys, config, log });

const clients = createClientCache(
  (clientId) => findClient(db, encryptionKey, clientId),
  builtInClients(config),
);
const engine = await createEngine({ config, db, log, clients, keyToken: token });
const sms = createSmsSender({
  url: config.SMPP_URL,
  from: config.SMS_SENDER,
  log,
  timing: { giveUpMs: 8_000, answerTimeoutMs: 8_000 },
});
const registry = createCivilRegistry(
  createExchangeClient({
    url: config.EXCHANGE_URL,
    client: config.EXCHANGE_CLIENT,
    privateKey: config.EXCHANGE_PRIVATE_KEY,
  }),
);
const mail = createMailSender({
  url: config.SMTP_URL,
  from: config.MAIL_FROM,
  requireTls: config.NODE_ENV === "production",
  log,
});
const work = startWork({ config, db, log, sms, mail });
const jobs = await startJobs({
  url: config.DATABASE_URL,
  log,
  tasks: {
    sweepEnded: async () => void (await sweepEnded(db)),
    recheckPending: async () => void (await recheckPending({ db, encryptionKey, registry })),
    ...rotation.tasks,
  },
  crontab: ["*/5 * * * * sweepEnded", "*/10 * * * * recheckPending", ...rotation.crontab].join(
    "\n",
  ),
});
const app = createSsoApp({
  config,
  db,
  log,
  clients,
  engine,
  sms,
  registry,
  mail,
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
    await work.close();
    await sms.close();
    token?.close();
    mail.close();
    await db.destroy();
  },
});
