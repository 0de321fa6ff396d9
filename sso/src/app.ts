import type { TokenVerifier } from "@gov/kit/access-token.ts";
import { pingDatabase } from "@gov/kit/db.ts";
import { createHttpApp, type HttpApp } from "@gov/kit/http.ts";
import type { Log } from "@gov/kit/log.ts";
import { listenerOf } from "@gov/kit/server.ts";
import type { Kysely } from "kysely";
import type { RequestListener } from "node:http";
import { addAdminRoutes } from "./admin/admin-routes.ts";
import type { ClientCache } from "./client/client-cache.ts";
import type { SsoConfig } from "./config.ts";
import type { Passwords } from "./credential/password.ts";
import type { SsoDatabase } from "./db-types.ts";
import { isEnginePath, type Engine } from "./protocol/engine.ts";

export type SsoDeps = Readonly<{
  config: SsoConfig;
  db: Kysely<SsoDatabase>;
  log: Log;
  clients: ClientCache;
  passwords: Passwords;
  verifyToken: TokenVerifier;
}>;

/** Our own routes: admin API, pages, health. The OpenID engine answers beside them. */
export const createSsoApp = (deps: SsoDeps): HttpApp => {
  const { config, db, log } = deps;
  const app = createHttpApp({
    component: "sso",
    log,
    publicUrl: config.PUBLIC_URL,
    ready: () => pingDatabase(db),
    maxBodyBytes: 16 * 1024,
  });
  addAdminRoutes(app, { ...deps, encryptionKey: config.KEY_ENCRYPTION_KEY });
  return app;
};

/** One listener for both: the engine's addresses go to the engine, all others to our app. */
export const ssoListener = (app: HttpApp, engine: Engine): RequestListener => {
  const own = listenerOf(app.fetch);
  return (request, response) =>
    isEnginePath(request.url) ? engine.handle(request, response) : own(request, response);
};
