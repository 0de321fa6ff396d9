import type { TokenVerifier } from "@gov/kit/access-token.ts";
import { pingDatabase } from "@gov/kit/db.ts";
import { createHttpApp, type HttpApp } from "@gov/kit/http.ts";
import { createApi } from "#src/api.ts";
import { addBillRoutes } from "#src/bill/bill-routes.ts";
import { addBillerRoutes } from "#src/biller/biller-routes.ts";
import { addChargeRoutes } from "#src/charge/charge-routes.ts";
import { contract } from "#src/contract.ts";
import type { PayDeps } from "#src/deps.ts";
import { addCardRoutes } from "#src/rails/card/card-routes.ts";
import { addWebhookRoutes } from "#src/webhook/webhook-routes.ts";

/** The whole of `pay` as one application: API, the rails' callbacks. */
export const createPayApp = (
  deps: PayDeps,
  options: { verify: TokenVerifier; cardWebhookSecret: string },
): HttpApp => {
  const app = createHttpApp({
    component: "pay",
    log: deps.log,
    publicUrl: deps.publicUrl,
    ready: () => pingDatabase(deps.db),
  });
  const api = createApi();
  addBillerRoutes(api, deps, options.verify);
  addWebhookRoutes(api, deps, options.verify);
  addBillRoutes(api, deps, options.verify);
  addChargeRoutes(api, deps, options.verify);
  app.route("/", api as unknown as HttpApp);
  app.get("/openapi.json", (c) => c.json(contract()));
  addCardRoutes(app, deps, options.cardWebhookSecret);
  return app;
};
