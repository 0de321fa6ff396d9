import { equalSecret } from "@gov/kit/crypto.ts";
import { awayRetryAfterS, isDatabaseAway } from "@gov/kit/database-away.ts";
import { securityHeaderValues } from "@gov/kit/security-headers.ts";
import type { Log } from "@gov/kit/log.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import Provider, { type KoaContextWithOIDC } from "oidc-provider";
import { TokenAway } from "#src/key/engine-key.ts";
import { listSigningKeys, signingKeyRevision } from "#src/key/signing-key-queries.ts";
import { endThroughOutbox } from "#src/logout/engine-logout.ts";
import { noteUse } from "#src/session/note-use.ts";
import { engineRequest, writeWaiting } from "./engine-request.ts";
import { answerLargeAs413, refuseLarge } from "./engine-bodies.ts";
import { createAuthLimit, type AuthLimit } from "./auth-limit.ts";
import { limited } from "./limited.ts";
import { earlierSecretOf } from "./registration.ts";
import { replaceScriptedForms } from "./engine-answers.ts";
import { postedPaths } from "./posted-request-routes.ts";
import { recordReplay } from "./replay-audit.ts";
import { engineConfiguration, type EngineDeps } from "./provider-config.ts";

export type Engine = Readonly<{
  /** The provider of the keys as they are now; do not keep it. */
  provider: () => Provider;
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Looks whether keys changed, and if so goes on with a new provider. */
  refresh: () => Promise<void>;
  close: () => void;
}>;

type Deps = EngineDeps & Readonly<{ log: Log; pollMs?: number }>;

type ClientModel = { clientSecret?: string };

/** While a client changes over to a new secret, the one before it is as good. */
const acceptEarlierSecrets = (provider: Provider): void => {
  const model = provider.Client.prototype as unknown as {
    compareClientSecret: (this: ClientModel, actual: string) => boolean;
  };
  model.compareClientSecret = function compare(actual) {
    const given = [this.clientSecret, earlierSecretOf(this)].filter((one) => one !== undefined);
    return given.map((secret) => equalSecret(secret, actual)).includes(true);
  };
};

const build = async (deps: Deps, authLimit: AuthLimit) => {
  const { config, db, log } = deps;
  const revision = await signingKeyRevision(db);
  const keys = await listSigningKeys(db, config.KEY_ENCRYPTION_KEY);
  if (!deps.keyToken && keys.some(({ place }) => place === "token")) {
    log.error("a signing key is in a hardware token: PKCS11_MODULE, _TOKEN and _PIN are needed");
  }
  const provider = new Provider(config.SSO_ISSUER, engineConfiguration(deps, keys));
  const https = config.PUBLIC_URL.startsWith("https:");
  acceptEarlierSecrets(provider);
  provider.proxy = config.TRUST_PROXY;
  provider.maxIpsCount = 1;
  endThroughOutbox(provider, deps.db);
  const headers = { ...securityHeaderValues({ formAction: [], https }) };
  provider.use(async (ctx, next) => {
    ctx.set(headers);
    const own = ctx as unknown as KoaContextWithOIDC;
    await limited(deps, authLimit, own, async () => {
      await replaceScriptedForms(own, next);
      const request = engineRequest(ctx);
      if (request) await writeWaiting(db, request);
      await noteUse(deps, own);
    });
  });
  answerLargeAs413(provider);
  provider.on("server_error", (ctx, error) => {
    const tokenAway = error instanceof TokenAway;
    if (!tokenAway && !isDatabaseAway(error)) {
      return log.error({ err: error }, "sign-in engine failed");
    }
    // Emitted when the answer is made and before it is sent.
    ctx.status = 503;
    ctx.set("retry-after", String(awayRetryAfterS));
    log.warn({ err: error }, tokenAway ? "the signing token is away" : "the database is away");
  });
  provider.on("grant.error", (ctx, error) => {
    recordReplay(db, ctx, error).catch((failure: unknown) => {
      log.error({ err: failure }, "a replay was not written down");
    });
  });
  return { provider, revision, callback: provider.callback() };
};

const pathOf = (url: string | undefined): string => (url ?? "").split("?", 1)[0] ?? "";

const refuseForNow = (response: ServerResponse): void => {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  response.writeHead(503, { ...headers, "retry-after": String(awayRetryAfterS) });
  response.end(JSON.stringify({ error: "temporarily_unavailable" }));
};

/**
 * The OpenID engine over the keys in the database. A change of keys builds a new engine (a
 * millisecond) and swaps it in; requests under way end on the old one, and no sign-in notices,
 * for all state is in the database.
 */
export const createEngine = async (deps: Deps): Promise<Engine> => {
  const authLimit = createAuthLimit(deps.config);
  let current = await build(deps, authLimit);
  const refresh = async (): Promise<void> => {
    if ((await signingKeyRevision(deps.db)) === current.revision) return;
    current = await build(deps, authLimit);
    deps.log.info("signing keys changed");
  };
  /** Before a code is spent for a token that nothing can sign. */
  const cannotSign = (request: IncomingMessage): boolean =>
    deps.keyToken?.isAway() === true && pathOf(request.url) === "/token";
  const { host } = new URL(deps.config.SSO_ISSUER);
  /** The engine makes addresses from where it was called: it is called at its issuer, always. */
  const atIssuer = (request: IncomingMessage): IncomingMessage => {
    request.headers.host = host;
    delete request.headers["x-forwarded-host"];
    return request;
  };
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => deps.log.error({ err: error }, "keys were not read"));
  }, deps.pollMs ?? 5_000);
  timer.unref();
  return {
    provider: () => current.provider,
    handle: (request, response) => {
      if (refuseLarge(request, response)) return;
      if (cannotSign(request)) return refuseForNow(response);
      void current.callback(atIssuer(request), response);
    },
    refresh,
    close: () => clearInterval(timer),
  };
};

const enginePaths =
  /^\/(\.well-known\/(openid-configuration|oauth-authorization-server)|jwks|userinfo|request|auth(\/[\w-]+)?|token(\/(revocation|introspection))?|session\/end(\/(confirm|success))?)$/;

/** True for the addresses that the engine answers; all others are ours. */
export const isEnginePath = (url: string | undefined, method: string | undefined): boolean => {
  const path = pathOf(url);
  const posted = method === "POST" && postedPaths.some((ours) => ours === path);
  return enginePaths.test(path) && !posted;
};
