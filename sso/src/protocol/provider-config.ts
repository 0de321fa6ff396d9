import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { Kysely } from "kysely";
import { errors, type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { SsoConfig } from "#src/config.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { acrValues } from "#src/factor/acr.ts";
import { createCanReach } from "#src/factor/can-reach.ts";
import { engineKey } from "#src/key/engine-key.ts";
import type { KeyToken } from "#src/key/key-token.ts";
import type { SigningKey } from "#src/key/signing-key.ts";
import { createAdapter } from "./adapter.ts";
import { createAllowedFetch } from "./allowed-fetch.ts";
import { createCookieSigner } from "./cookie-signer.ts";
import { protectionFeatures, protectionRules } from "./client-protection.ts";
import { answerError, answerSignedOut, answerSignOut } from "./engine-answers.ts";
import { accessTokenClaims, findEngineAccount } from "./engine-account.ts";
import { engineRequest, writeWaiting } from "./engine-request.ts";
import { createGrantLoader } from "./first-party-grant.ts";
import { interactionRules } from "./interaction-rules.ts";
import { claimsOfScope } from "./registered-claims.ts";
import { registrationOf } from "./registration.ts";
import { grantName } from "./grant-queries.ts";
import { accessTokenSeconds, openidScopes, ownApi, resourceScopes } from "./resources.ts";

export type EngineDeps = Readonly<{
  config: SsoConfig;
  db: Kysely<SsoDatabase>;
  clients: ClientCache;
  /** The registries that say for whom a person may act. */
  registries: ExchangeClient;
  keyToken?: KeyToken | undefined;
}>;

const hours = 3_600;
const days = 24 * hours;

const knownResources: Readonly<Record<string, readonly string[]>> = resourceScopes;

/** What an API understands of what the client is registered for; others are not found. */
const resourceServer = (client: object, resource: string) => {
  const registration = registrationOf(client);
  const scopes = Object.hasOwn(knownResources, resource) ? knownResources[resource] : undefined;
  if (!scopes || !registration?.resources.some((allowed) => allowed === resource)) {
    throw new errors.InvalidTarget();
  }
  const granted = scopes.filter((scope) => registration.scopes.some((own) => own === scope));
  return {
    audience: resource,
    scope: granted.join(" "),
    accessTokenFormat: "jwt" as const,
    accessTokenTTL: accessTokenSeconds,
    jwt: { sign: { alg: "ES256" as const } },
  };
};

const refreshes = (client: { grantTypeAllowed: (type: string) => boolean }): boolean =>
  client.grantTypeAllowed("refresh_token");

const languageOf = (ctx: KoaContextWithOIDC): string => {
  const locales = ctx.oidc.params?.["ui_locales"];
  const asked = typeof locales === "string" ? locales.toLowerCase().split(/[ -]/)[0] : undefined;
  return asked === "ar" || asked === "en" ? `?lang=${asked}` : "";
};

const lifetimes: Configuration["ttl"] = {
  AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 1 * hours,
  AuthorizationCode: 60,
  ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? accessTokenSeconds,
  IdToken: 1 * hours,
  RefreshToken: 30 * days,
  Interaction: 30 * 60,
  Session: 8 * hours,
  // Saved from a page of ours there is no engine context: then it may be an app's long grant.
  Grant: (ctx: KoaContextWithOIDC | undefined) => {
    const client = ctx?.oidc.client;
    return client && !refreshes(client) ? 13 * hours : 180 * days;
  },
};

const secureCookies = (config: SsoConfig) => {
  const options = {
    httpOnly: true,
    sameSite: "lax" as const,
    secure: config.PUBLIC_URL.startsWith("https:"),
    signed: true,
  };
  return {
    names: { session: "sso_session", interaction: "sso_interaction", resume: "sso_resume" },
    keys: createCookieSigner(config.KEY_ENCRYPTION_KEY),
    long: options,
    short: options,
  };
};

/** The engine's configuration: what is promised to relying parties, in one place. */
export const engineConfiguration = (
  { config, db, clients, registries, keyToken }: EngineDeps,
  keys: readonly SigningKey[],
): Configuration => ({
  ...protectionRules({ config, db, clients, registries }),
  adapter: createAdapter(db, clients, config),
  jwks: { keys: keys.map((key) => engineKey(key, keyToken)) },
  cookies: secureCookies(config),
  routes: { userinfo: "/userinfo" },
  scopes: [...openidScopes],
  acrValues: [...acrValues],
  responseTypes: ["code"],
  clientDefaults: { id_token_signed_response_alg: "ES256", require_auth_time: true },
  extraClientMetadata: { properties: ["registration", "stage", "predecessor"] },
  claims: Object.fromEntries(
    Object.entries(claimsOfScope).map(([scope, claims]) => [scope, [...claims]]),
  ),
  conformIdTokenClaims: false,
  discovery: {
    ui_locales_supported: ["ar", "en"],
    claims_locales_supported: ["ar", "en"],
    response_modes_supported: ["query"],
  },
  features: {
    ...protectionFeatures({ config, db, clients, registries }),
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    externalSigningSupport: { enabled: true, ack: "experimental-01" },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_ctx, resource, client) => resourceServer(client, resource),
      useGrantedResource: () => true,
    },
    // Services are told by our own outbox: see logout/engine-logout.ts.
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: answerSignOut,
      postLogoutSuccessSource: (ctx) => answerSignedOut(ctx, { db, clients }),
    },
  },
  ttl: lifetimes,
  findAccount: async (ctx, subject, token) =>
    await findEngineAccount({ db, config }, ctx, subject, token),
  loadExistingGrant: createGrantLoader(db),
  // A phone keeps its refresh token whether or not the app also asked to show the consent page.
  issueRefreshToken: (_ctx, client) => refreshes(client),
  expiresWithSession: (ctx) => !(ctx.oidc.client && refreshes(ctx.oidc.client)),
  extraTokenClaims: async (ctx, token) => {
    if (token.kind !== "AccessToken") return undefined;
    const forApi = token.resourceServer !== undefined;
    // It is not kept, so nothing else spends the code that it is given for.
    const request = forApi ? engineRequest(ctx) : undefined;
    if (request) await writeWaiting(db, request);
    const claims = await accessTokenClaims(db, ctx, forApi);
    const ours = token.resourceServer?.audience === ownApi && token.grantId !== undefined;
    return ours ? { ...claims, grant: grantName(token.grantId) } : claims;
  },
  clientBasedCORS: (_ctx, origin, client) =>
    registrationOf(client)?.corsOrigins.includes(origin) ?? false,
  interactions: {
    policy: interactionRules({ db, registries }, createCanReach(db)),
    url: (ctx, interaction) => `/interaction/${interaction.uid}${languageOf(ctx)}`,
  },
  renderError: answerError,
  fetch: createAllowedFetch(config.OUTBOUND_HOSTS) as NonNullable<Configuration["fetch"]>,
});
