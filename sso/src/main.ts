import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { startServer } from "@gov/kit/server.ts";
import { createSsoApp, ssoListener } from "./app.ts";
import { bootstrapClient, createClientCache } from "./client/client-cache.ts";
import { findClient } from "./client/client-queries.ts";
import { ssoConfig } from "./config.ts";
import { createPasswords } from "./credential/password.ts";
import type { SsoDatabase } from "./db-types.ts";
import { ensureSigningKey } from "./key/key-rotation.ts";
import { createEngine } from "./protocol/engine.ts";
import { enginePages } from "./protocol/engine-pages.ts";

const config = ssoConfig(process.env);
const log = createLog("sso", config.LOG_LEVEL);
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<SsoDatabase>(config.DATABASE_URL);
const encryptionKey = config.KEY_ENCRYPTION_KEY;
await ensureSigningKey({ db, encryptionKey });

const clients = createClientCache(
  (clientId) => findClient(db, encryptionKey, clientId),
  bootstrapClient(config.BOOTSTRAP_CLIENT_SECRET),
);
const engine = await createEngine({ config, db, log, clients, pages: enginePages });
const app = createSsoApp({
  config,
  db,
  log,
  clients,
  passwords: await createPasswords(),
  verifyToken: createTokenVerifier({ issuer: config.SSO_ISSUER, audience: "urn:gov:sso" }),
});

await startServer(ssoListener(app, engine), {
  port: config.PORT,
  host: config.HOST,
  log,
  onShutdown: async () => {
    engine.close();
    await db.destroy();
  },
});
