import { awayRetryAfterS, isDatabaseAway } from "@gov/kit/database-away.ts";
import { securityHeaderValues } from "@gov/kit/security-headers.ts";
import type { Log } from "@gov/kit/log.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import Provider, { type KoaContextWithOIDC } from "oidc-provider";
import { TokenAway } from "#src/key/engine-key.ts";
import { listSigningKeys, signingKeyRevision } from "#src/key/signing-key-queries.ts";
import { replaceScriptedForms } from "./engine-answers.ts";
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

const build = async (deps: Deps) => {
  const { config, db, log } = deps;
  const revision = await signingKeyRevision(db);
  const keys = await listSigningKeys(db, config.KEY_ENCRYPTION_KEY);
  if (!deps.keyToken && keys.some(({ place }) => place === "token")) {
    log.error("a signing key is in a hardware token: PKCS11_MODULE, _TOKEN and _PIN are needed");
  }
  const provider = new Provider(config.SSO_ISSUER, engineConfiguration(deps, keys));
  const https = config.PUBLIC_URL.startsWith("https:");
  provider.proxy = config.TRUST_PROXY;
  provider.maxIpsCount = 1;
  const headers = { ...securityHeaderValues({ formAction: [], https }) };
  provider.use(async (ctx, next) => {
    ctx.set(headers);
    await replaceScriptedForms(ctx as unknown as KoaContextWithOIDC, next);
  });
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
  let current = await build(deps);
  const refresh = async (): Promise<void> => {
    if ((await signingKeyRevision(deps.db)) === current.revision) return;
    current = await build(deps);
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
    handle: (request, response) =>
      cannotSign(request)
        ? refuseForNow(response)
        : void current.callback(atIssuer(request), response),
    refresh,
    close: () => clearInterval(timer),
  };
};

const enginePaths =
  /^\/(\.well-known\/(openid-configuration|oauth-authorization-server)|jwks|userinfo|request|auth(\/[\w-]+)?|token(\/(revocation|introspection))?|session\/end(\/(confirm|success))?)$/;

/** True for the addresses that the engine answers; all others are ours. */
export const isEnginePath = (url: string | undefined): boolean => enginePaths.test(pathOf(url));
