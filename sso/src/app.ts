import type { TokenVerifier } from "@gov/kit/access-token.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { createCsrf } from "@gov/kit/csrf.ts";
import { pingDatabase } from "@gov/kit/db.ts";
import { createHttpApp, wantsHtml } from "@gov/kit/http.ts";
import type { AppContext, ErrorStatus, HttpApp } from "@gov/kit/http.ts";
import type { Log } from "@gov/kit/log.ts";
import { addPortalLink } from "@gov/kit/portal-link.ts";
import { problem } from "@gov/kit/problem.ts";
import { listenerOf } from "@gov/kit/server.ts";
import { assetRoutes } from "@gov/kit/ui/assets.ts";
import { awayPage, badRequestPage, faultPage, notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { Context } from "hono";
import type { Kysely } from "kysely";
import type { RequestListener } from "node:http";
import { addAdminRoutes } from "./admin/admin-routes.ts";
import { addApprovalApiRoutes } from "./approval/approval-api-routes.ts";
import { approvalScript } from "./approval/approval-pages.ts";
import type { ClientCache } from "./client/client-cache.ts";
import type { SsoConfig } from "./config.ts";
import { addConsentRoutes } from "./consent/consent-routes.ts";
import type { Passwords } from "./credential/password.ts";
import type { SsoDatabase } from "./db-types.ts";
import { addChooseRoutes } from "./mandate/choose-routes.ts";
import type { MailSender } from "./message/mail-sender.ts";
import { addFederationRoutes } from "./federation/federation-routes.ts";
import { createVisits } from "./federation/visit.ts";
import { addOwnPages } from "./own-pages.ts";
import { signInFrame } from "./page/frame.ts";
import { isEnginePath, type Engine } from "./protocol/engine.ts";
import { addResetRoutes } from "./recovery/reset-routes.ts";
import { passkeyScript } from "./passkey/passkey-form-pages.ts";
import { addPasskeyRoutes } from "./passkey/passkey-routes.ts";
import { addPostedRequestRoutes, postedPaths } from "./protocol/posted-request-routes.ts";
import { addRegisteredRoutes } from "./registration/registered-routes.ts";
import { addRegistrationRoutes } from "./registration/registration-routes.ts";
import type { CivilRegistry } from "./registry/civil-registry.ts";
import { addCodeRoutes } from "./sign-in/code-routes.ts";
import type { SmsSender } from "./sign-in/code-step.ts";
import { createKnownDevices } from "./sign-in/known-device.ts";
import { createWelcome } from "./scim/welcome.ts";
import { addScimRoutes } from "./scim/scim-routes.ts";
import { addPasswordRoutes } from "./sign-in/password-routes.ts";
import { addWayRoutes } from "./sign-in/way-routes.ts";
import type { SignInDeps } from "./sign-in/sign-in-context.ts";
import { createBuckets } from "./throttle/throttle.ts";

export type SsoDeps = Readonly<{
  config: SsoConfig;
  db: Kysely<SsoDatabase>;
  log: Log;
  clients: ClientCache;
  engine: Engine;
  passwords: Passwords;
  sms: SmsSender;
  registry: CivilRegistry;
  /** The time of day for what lasts days; the machine's unless told. */
  clock?: () => Date;
  mail: MailSender;
  verifyToken: TokenVerifier;
  /** The way to the registries of other institutions. */
  registries: ExchangeClient;
}>;

const statusPages = {
  404: notFoundPage,
  413: badRequestPage,
  500: faultPage,
  503: awayPage,
} as const;

const errorPage = (c: AppContext, status: ErrorStatus): Response | Promise<Response> => {
  const frame = signInFrame(c.get("lang"), c.req.path);
  return c.html(statusPages[status]({ ...frame, reference: c.get("requestId") }), status);
};

/** A form that did not come from our own page, or is not a form. */
const refuseForm = (c: Context): Response | Promise<Response> => {
  if (!wantsHtml(c)) {
    return problem(c, {
      status: 403,
      type: "not-our-form",
      title: { ar: "لم يأت الطلب من صفحتنا.", en: "The request did not come from our page." },
    });
  }
  const own = c as AppContext;
  const frame = signInFrame(own.get("lang"), own.req.path);
  return c.html(badRequestPage({ ...frame, reference: own.get("requestId") }), 403);
};

/** Our own routes: pages, admin API, health. The OpenID engine answers beside them. */
export const createSsoApp = (deps: SsoDeps): HttpApp => {
  const { config, db, log } = deps;
  const encryptionKey = config.KEY_ENCRYPTION_KEY;
  const app = createHttpApp({
    component: "sso",
    log,
    publicUrl: config.PUBLIC_URL,
    ready: () => pingDatabase(db),
    maxBodyBytes: 16 * 1024,
    largerBodies: ["/scim/v2/"],
    programPaths: ["/scim/v2/"],
    errorPage,
  });
  const csrf = createCsrf({
    component: "sso",
    key: encryptionKey,
    publicUrl: config.PUBLIC_URL,
    exempt: ["/admin/v1/", "/approvals/v1/", "/scim/v2/", ...postedPaths],
    ownFolder: (path) => /^\/interaction\/[^/]+/.exec(path)?.[0],
    refuse: refuseForm,
  });
  app.use(csrf.protect);
  const signIn: SignInDeps = {
    ...deps,
    csrf,
    clock: deps.clock ?? (() => new Date()),
    buckets: createBuckets(encryptionKey),
    devices: createKnownDevices(encryptionKey),
  };
  addPostedRequestRoutes(app);
  addRegisteredRoutes(app, signIn);
  addPasswordRoutes(app, signIn);
  addCodeRoutes(app, signIn);
  addWayRoutes(app, signIn);
  addPasskeyRoutes(app, signIn);
  addConsentRoutes(app, signIn);
  addChooseRoutes(app, signIn);
  addRegistrationRoutes(app, signIn);
  addResetRoutes(app, signIn);
  addOwnPages(app, signIn);
  const visits = createVisits({
    publicUrl: config.PUBLIC_URL,
    allowedHosts: config.OUTBOUND_HOSTS,
    log,
  });
  addFederationRoutes(app, { ...signIn, visits });
  addApprovalApiRoutes(app, deps);
  addAdminRoutes(app, { ...deps, encryptionKey, outboundHosts: config.OUTBOUND_HOSTS });
  addScimRoutes(app, {
    ...deps,
    publicUrl: config.PUBLIC_URL,
    welcome: createWelcome({ sms: deps.sms, publicUrl: config.PUBLIC_URL }),
  });
  addPortalLink(app, config.PORTAL_URL);
  app.route("/", assetRoutes(passkeyScript, approvalScript));
  return app;
};

/** One listener for both: the engine's addresses go to the engine, all others to our app. */
export const ssoListener = (app: HttpApp, engine: Engine): RequestListener => {
  const own = listenerOf(app.fetch);
  return (request, response) =>
    isEnginePath(request.url, request.method)
      ? engine.handle(request, response)
      : own(request, response);
};
