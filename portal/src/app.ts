import type { TokenVerifier } from "@gov/kit/access-token.ts";
import {
  addBackChannelLogout,
  backChannelLogoutPath,
} from "@gov/kit/back-channel-logout/logout-routes.ts";
import { createLogoutTokenVerifier } from "@gov/kit/back-channel-logout/logout-token.ts";
import { compressPages } from "@gov/kit/compress.ts";
import { createCsrf } from "@gov/kit/csrf.ts";
import { pingDatabase } from "@gov/kit/db.ts";
import { createHttpApp } from "@gov/kit/http.ts";
import type { AppContext, ErrorStatus, HttpApp } from "@gov/kit/http.ts";
import { assetRoutes } from "@gov/kit/ui/assets.ts";
import { awayPage, badRequestPage, faultPage, notFoundPage } from "@gov/kit/ui/status-pages.ts";
import { addApi } from "./api/api-routes.ts";
import { addApply } from "./apply/apply-routes.ts";
import { addApplications } from "./case/application-routes.ts";
import { institutionName } from "./catalogue/institution-names.ts";
import { createLiveCatalogue } from "./catalogue/live-catalogue.ts";
import { addCatalogue } from "./catalogue/catalogue-routes.ts";
import { contract } from "./contract.ts";
import { addDataUse } from "./data-use/data-use-routes.ts";
import type { PortalDeps } from "./deps.ts";
import { createOffersBook } from "./exchange-client/exchange-offers.ts";
import { servicesPath } from "./designer/designer-paths.ts";
import { completionScript, editorStyle } from "./designer/edit/editor-assets.ts";
import { limitEdits } from "./designer/edit/edit-routes.ts";
import { importBodies, limitImports } from "./designer/transfer-routes.ts";
import { addDocuments, addVerification, limitUploads } from "./documents/document-routes.ts";
import { frameOf, show } from "./frame.ts";
import { addHome } from "./home/home-routes.ts";
import { addPayWebhook } from "./pay-client/pay-webhook.ts";
import { addOffice } from "./office/office.ts";
import { addSignIn } from "./session/sign-in-routes.ts";
import { takeFormFiles } from "./upload/form-files.ts";
import { uploadScript } from "./upload/upload-script.ts";
import { addUploads } from "./upload/upload-routes.ts";

const originOf = (url: string): string => new URL(url).origin;

/** Errors as pages, in the frame of the portal. */
const errorPage = (deps: PortalDeps) => async (c: AppContext, status: ErrorStatus) => {
  const input = { ...frameOf(c, deps), reference: c.get("requestId") };
  if (status === 503) return await show(c, awayPage(input), 503);
  if (status === 404) return await show(c, notFoundPage(input), 404);
  return await show(c, status === 413 ? badRequestPage(input) : faultPage(input), status);
};

/** The whole portal as one application; `deps.csrf`, `offered` and `offers` are made here. */
export const createPortalApp = (
  wired: Omit<PortalDeps, "csrf" | "offered" | "offers">,
  options: Readonly<{ verify: TokenVerifier }>,
): HttpApp => {
  const { config } = wired;
  const csrf = createCsrf({
    component: "portal",
    key: config.KEY_ENCRYPTION_KEY,
    publicUrl: config.PUBLIC_URL,
    exempt: ["/webhooks/", "/api/", backChannelLogoutPath],
    refuse: (c) => {
      const context = c as AppContext;
      const input = { ...frameOf(context, deps), reference: context.get("requestId") };
      return show(context, badRequestPage(input), 403);
    },
  });
  const offered = createLiveCatalogue({ ...wired, frame: wired.catalogue });
  const offers = createOffersBook(wired.exchange);
  const deps: PortalDeps = { ...wired, csrf, offered, offers };
  const app = createHttpApp({
    component: "portal",
    log: deps.log,
    publicUrl: config.PUBLIC_URL,
    ready: () => pingDatabase(deps.db),
    largerBodies: ["/verify", "/apply/", "/uploads/", importBodies, `${servicesPath}/`],
    // Signing out and paying end, by redirect, at the sign-in service and the payment gateway.
    formAction: [originOf(config.SSO_ISSUER), originOf(config.PAY_URL)],
    errorPage: errorPage(deps),
  });
  app.use(compressPages);
  limitUploads(app, deps);
  limitEdits(app, errorPage(deps));
  takeFormFiles(app, deps);
  addUploads(app, deps);
  limitImports(app);
  app.use(csrf.protect);
  app.route("/", assetRoutes(uploadScript, completionScript, editorStyle) as unknown as HttpApp);
  addHome(app, deps);
  addSignIn(app, deps);
  addBackChannelLogout(app, {
    db: deps.db,
    verify: createLogoutTokenVerifier({
      issuer: config.SSO_ISSUER,
      clientIds: [config.CITIZEN_CLIENT_ID, config.OFFICE_CLIENT_ID],
    }),
  });
  addCatalogue(app, deps);
  addApply(app, deps);
  addApplications(app, deps);
  addDocuments(app, deps);
  addVerification(app, deps);
  addDataUse(app, deps);
  addPayWebhook(app, { db: deps.db, secret: config.PAY_WEBHOOK_SECRET });
  addApi(app, deps, options.verify);
  addOffice(app, deps, (code) => institutionName(deps.catalogue, code));
  app.get("/openapi.json", (c) => c.json(contract()));
  return app;
};
