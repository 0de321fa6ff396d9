import type { TokenVerifier } from "@gov/kit/access-token.ts";
import { pingDatabase } from "@gov/kit/db.ts";
import { createHttpApp, type HttpApp } from "@gov/kit/http.ts";
import type { SigningKey } from "@gov/kit/http-signature.ts";
import type { Log } from "@gov/kit/log.ts";
import type { Kysely } from "kysely";
import { addAdminRoutes } from "./admin/admin-routes.ts";
import type { Database } from "./db-types.ts";
import { createBreaker } from "./message/breaker.ts";
import { addMessageRoutes } from "./message/message-routes.ts";
import { addOffersRoutes } from "./offers/offers-routes.ts";
import { addTrackerRoutes } from "./tracker/tracker-routes.ts";

export type ExchangeDeps = Readonly<{
  db: Kysely<Database>;
  log: Log;
  publicUrl: string;
  instance: string;
  key: SigningKey;
  verifyToken: TokenVerifier;
  /** How long a provider may take to answer. */
  providerTimeoutMs: number;
}>;

export const createExchangeApp = (deps: ExchangeDeps): HttpApp => {
  const app = createHttpApp({
    component: "exchange",
    log: deps.log,
    publicUrl: deps.publicUrl,
    ready: () => pingDatabase(deps.db),
    largerBodies: ["/r1/"],
  });
  addAdminRoutes(app, deps);
  addTrackerRoutes(app, deps);
  addOffersRoutes(app, deps);
  const breaker = createBreaker(5, 5_000);
  addMessageRoutes(app, { ...deps, breaker, timeoutMs: deps.providerTimeoutMs });
  return app;
};
