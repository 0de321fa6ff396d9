import { deriveKey } from "@gov/kit/crypto.ts";
import {
  errors,
  type ClaimsParameter,
  type Configuration,
  type KoaContextWithOIDC,
} from "oidc-provider";
import { clientSigningAlgorithms } from "#src/client/client-keys.ts";
import { sectorOf } from "#src/client/client-rules.ts";
import { registrationOf } from "./first-party-grant.ts";
import { pairwiseSubject } from "./pairwise-queries.ts";
import type { EngineDeps } from "./provider-config.ts";
import { onlyRegistered } from "./registered-claims.ts";

type Context = KoaContextWithOIDC;
type Claims = Readonly<Record<string, unknown>>;
type Owned = Readonly<{ clientId?: string | undefined }>;
type Asking = Readonly<{ clientId: string; clientAuthMethod?: string | undefined }>;

const isFapi = (client: object | undefined): boolean => registrationOf(client)?.profile === "fapi2";

const nowS = (): number => Math.floor(Date.now() / 1_000);

/** How far ahead of us a client's clock may be (FAPI 2.0, 5.3.2.1). */
const clockToleranceS = 10;
/** What a client signs for one request is good for no longer: its id is remembered as long. */
const longestSignedS = 3_600;

const lastsTooLong = ({ exp }: Claims): boolean =>
  typeof exp !== "number" || exp > nowS() + longestSignedS;

/** FAPI 2.0 takes the issuer alone as audience: a proof for one endpoint opens no other. */
const checkAssertion = (ctx: Context, claims: Claims): void => {
  if (lastsTooLong(claims)) {
    throw new errors.InvalidClientAuth("the assertion must expire within an hour");
  }
  if (isFapi(ctx.oidc.client) && claims["aud"] !== ctx.oidc.issuer) {
    throw new errors.InvalidClientAuth("the audience must be the issuer alone");
  }
};

/** A signed request must end, and say from when it is good where FAPI 2.0 asks for it. */
const checkRequestObject = (ctx: Context, claims: Claims): void => {
  if (claims["aud"] === undefined || lastsTooLong(claims)) {
    throw new errors.InvalidRequestObject("aud, and an exp within an hour, are needed");
  }
  const { nbf } = claims;
  const old = typeof nbf !== "number" || nbf < nowS() - longestSignedS;
  if (isFapi(ctx.oidc.client) && old) {
    throw new errors.InvalidRequestObject("an nbf within the last hour is needed");
  }
};

/** Keeps of the claims that are asked for one by one what the client is registered for. */
const keepRegisteredClaims = (ctx: Context, asked: ClaimsParameter, client: object): void => {
  const claims = { ...asked } as Claims;
  for (const members of Object.values(claims)) {
    for (const member of Object.values((members ?? {}) as Claims)) {
      if (member === null || typeof member === "object") continue;
      throw new errors.InvalidRequest("members of claims must be null or objects");
    }
  }
  const params = ctx.oidc.params as Record<string, unknown>;
  params["claims"] = JSON.stringify(onlyRegistered(registrationOf(client), claims));
};

/** What protects a client's requests, tokens and answers, beyond what every provider does. */
export const protectionFeatures = ({ config }: EngineDeps) => ({
  claimsParameter: { enabled: true as const, assertClaimsParameter: keepRegisteredClaims },
  dPoP: {
    enabled: true as const,
    nonceSecret: deriveKey(config.KEY_ENCRYPTION_KEY, "sso/dpop-nonce"),
    requireNonce: (ctx: Context) => isFapi(ctx.oidc.client),
    allowReplay: false,
  },
  fapi: {
    enabled: true as const,
    profile: (_ctx: Context, client: object) => (isFapi(client) ? ("2.0" as const) : undefined),
  },
  introspection: {
    enabled: true as const,
    // Who can keep no secret learns nothing, and nobody learns of another's tokens.
    allowedPolicy: (_ctx: Context, client: Asking, token: Owned) =>
      client.clientAuthMethod !== "none" && token.clientId === client.clientId,
  },
  pushedAuthorizationRequests: { enabled: true as const },
  requestObjects: { enabled: true as const, assertJwtClaimsAndHeader: checkRequestObject },
  revocation: {
    enabled: true as const,
    allowedPolicy: (_ctx: Context, client: Asking, token: Owned) =>
      token.clientId === client.clientId,
  },
});

/** How clients prove themselves, and by what name they know a person. */
export const protectionRules = ({ db }: EngineDeps): Partial<Configuration> => ({
  clientAuthMethods: ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
  clockTolerance: clockToleranceS,
  assertJwtClientAuthClaimsAndHeader: checkAssertion,
  enabledJWA: {
    clientAuthSigningAlgValues: [...clientSigningAlgorithms],
    requestObjectSigningAlgValues: [...clientSigningAlgorithms],
    idTokenSigningAlgValues: ["ES256"],
    dPoPSigningAlgValues: ["ES256"],
  },
  pkce: {
    required: (ctx, client) =>
      !registrationOf(client)?.nonceInsteadOfPkce || !ctx.oidc.params?.["nonce"],
  },
  subjectTypes: ["public", "pairwise"],
  pairwiseIdentifier: async (_ctx, personId, client) => {
    const registration = registrationOf(client);
    const sector = registration && sectorOf(registration);
    if (sector === undefined) throw new Error("a pairwise client has no sector");
    return await pairwiseSubject(db, { personId, sector });
  },
  // Whoever stole a token bound to its client's key cannot use it, and a client that lost the
  // answer to a rotation is locked out (FAPI 2.0, 5.3.2.1): so those are not rotated.
  rotateRefreshToken: (ctx) => !isFapi(ctx.oidc.client),
});
