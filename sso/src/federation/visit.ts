import { err, ok, type Result } from "@gov/kit/result.ts";
import { createBoundedCache } from "@gov/kit/bounded-cache.ts";
import type { Log } from "@gov/kit/log.ts";
import { importJWK, type CryptoKey } from "jose";
import * as openid from "openid-client";
import { createAllowedFetch } from "#src/protocol/allowed-fetch.ts";
import { callbackOf, type InstitutionProvider } from "./provider.ts";

const timeoutS = 8;
const keepMs = 300_000;

export type VisitDeps = Readonly<{ publicUrl: string; allowedHosts: readonly string[]; log: Log }>;

/** What the provider said of a person, all of it checked. */
export type Said = Readonly<{ subject: string; claims: Readonly<Record<string, unknown>> }>;
export type VisitFailure = "unreachable" | "refused" | "not-believed";

const clientAuth = async ({ credential }: InstitutionProvider): Promise<openid.ClientAuth> => {
  if (credential.kind === "secret") return openid.ClientSecretBasic(credential.secret);
  const key = (await importJWK(credential.jwk, "ES256")) as CryptoKey;
  const { kid } = credential.jwk;
  return openid.PrivateKeyJwt(kid === undefined ? key : { key, kid });
};

/** Why it failed, without what was in it: an error may carry a person's claims. */
const note = (log: Log, { id }: InstitutionProvider, error: unknown, message: string): void =>
  log.warn({ provider: id, reason: error instanceof Error ? error.message : "unknown" }, message);

/**
 * Our side of a sign-in at an institution's provider (OpenID Connect Core, 3.1): code, PKCE, nonce,
 * `iss` of the answer (RFC 9207), and the signature of the ID token by keys that are fetched from
 * listed hosts alone.
 */
export const createVisits = ({ publicUrl, allowedHosts, log }: VisitDeps) => {
  const known = createBoundedCache<openid.Configuration>(500);

  const configure = async (provider: InstitutionProvider): Promise<openid.Configuration> => {
    const cached = known.get(provider.id, Date.now());
    if (cached) return cached;
    const insecure = provider.issuer.startsWith("http:");
    const config = await openid.discovery(
      new URL(provider.issuer),
      provider.clientId,
      { id_token_signed_response_alg: provider.idTokenAlg },
      await clientAuth(provider),
      {
        [openid.customFetch]: createAllowedFetch(allowedHosts) as openid.CustomFetch,
        timeout: timeoutS,
        // Registered in development alone (see the form's rules).
        execute: [
          openid.enableNonRepudiationChecks,
          ...(insecure ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
    known.set(provider.id, config, Date.now() + keepMs);
    return config;
  };

  /** Where to send the browser. */
  const begin = async (
    provider: InstitutionProvider,
    asked: Readonly<{ state: string; nonce: string; verifier: string; maxAgeS: number | null }>,
  ): Promise<Result<URL, "unreachable">> => {
    try {
      const config = await configure(provider);
      const { state, nonce, verifier, maxAgeS } = asked;
      return ok(
        openid.buildAuthorizationUrl(config, {
          redirect_uri: callbackOf(publicUrl, provider.id),
          scope: "openid profile email",
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
          ...(maxAgeS === null ? {} : { max_age: String(maxAgeS) }),
          ...(provider.mfaAcr.length > 0 ? { acr_values: provider.mfaAcr.join(" ") } : {}),
        }),
      );
    } catch (error) {
      note(log, provider, error, "an institution's sign-in was not reached");
      return err("unreachable");
    }
  };

  /** Judges the answer that a browser brought back. Nothing is believed that was not checked. */
  const finish = async (
    provider: InstitutionProvider,
    answer: URL,
    asked: Readonly<{ state: string; nonce: string; verifier: string; maxAgeS: number | null }>,
  ): Promise<Result<Said, VisitFailure>> => {
    try {
      const config = await configure(provider);
      const tokens = await openid.authorizationCodeGrant(config, answer, {
        pkceCodeVerifier: asked.verifier,
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        idTokenExpected: true,
        ...(asked.maxAgeS === null ? {} : { maxAge: asked.maxAgeS }),
      });
      const claims = tokens.claims();
      return claims ? ok({ subject: claims.sub, claims }) : err("not-believed");
    } catch (error) {
      // The provider's own no: the person gave up there, or may not.
      if (error instanceof openid.AuthorizationResponseError) return err("refused");
      note(log, provider, error, "an institution's answer was not believed");
      return err(error instanceof openid.ClientError ? "not-believed" : "unreachable");
    }
  };

  return { begin, finish };
};

export type Visits = ReturnType<typeof createVisits>;
