import { signInOriginOf, type SignInOrigin } from "@gov/kit/back-channel-logout/sign-in-origin.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import * as oidc from "openid-client";
import type { SignInFlow } from "./sign-in-flow-routes.ts";

/** `down`: the sign-in service does not answer; `refused`: what came back cannot be trusted. */
export type SignInFailure = "down" | "refused";

/**
 * `stronger`: at a level above a password alone. `proof`: whoever is there proves again that it is
 * they, at the level they had.
 */
export type Anew = "stronger" | Readonly<{ proof: number }>;

export type SignedIn = Readonly<{
  claims: Readonly<Record<string, unknown>>;
  idToken: string;
  /** What the sign-in service will call this sign-in when it ends. */
  origin: SignInOrigin;
}>;

export type RelyingParty = Readonly<{
  /** Where to send the browser to sign in, and what to remember until it is back. */
  begin: (
    returnTo: string,
    lang: string,
    /** Sign in anew although one is signed in. */
    anew?: Anew,
  ) => Promise<Result<{ url: URL; flow: SignInFlow }, SignInFailure>>;
  finish: (callback: URL, flow: SignInFlow) => Promise<Result<SignedIn, SignInFailure>>;
  /** Where to send the browser to sign out everywhere; our own start when that is not known. */
  signOutUrl: (idToken: string) => Promise<string>;
}>;

type Options = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  postLogoutUri: string;
  scope: string;
}>;

const timeoutS = 6;

const discover = async (options: Options): Promise<oidc.Configuration> =>
  await oidc.discovery(
    new URL(options.issuer),
    options.clientId,
    undefined,
    oidc.ClientSecretBasic(options.clientSecret),
    {
      timeout: timeoutS,
      // Plain HTTP is for one's own machine only; anywhere else the issuer has TLS.
      execute: options.issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [],
    },
  );

const isRefusal = (error: unknown): boolean =>
  error instanceof oidc.AuthorizationResponseError ||
  error instanceof oidc.ResponseBodyError ||
  (error instanceof oidc.ClientError && error.code !== "OAUTH_TIMEOUT");

const anewParameters = (anew: Anew): Record<string, string> =>
  anew === "stronger"
    ? { prompt: "login", acr_values: "urn:gov:loa:2" }
    : { prompt: "login", max_age: "0", acr_values: `urn:gov:loa:${Math.max(2, anew.proof)}` };

/** Signs people in at the government's sign-in service: code flow with PKCE, state and nonce. */
export const createRelyingParty = (options: Options): RelyingParty => {
  let found: Promise<oidc.Configuration> | undefined;
  const configuration = async (): Promise<oidc.Configuration> => {
    found ??= discover(options).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return await found;
  };

  const begin: RelyingParty["begin"] = async (returnTo, lang, anew) => {
    try {
      const config = await configuration();
      const verifier = oidc.randomPKCECodeVerifier();
      const flow = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier,
        returnTo,
        startedAt: Date.now(),
        ...(anew !== undefined && anew !== "stronger" ? { proof: true } : {}),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: options.redirectUri,
        scope: options.scope,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ui_locales: lang,
        ...(anew ? anewParameters(anew) : {}),
      });
      return ok({ url, flow });
    } catch {
      return err("down");
    }
  };

  const finish: RelyingParty["finish"] = async (callback, flow) => {
    try {
      const config = await configuration();
      const tokens = await oidc.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      const origin = signInOriginOf(options.clientId, claims);
      if (!claims || !origin || tokens.id_token === undefined) return err("refused");
      const more = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
      return ok({ claims: { ...claims, ...more }, idToken: tokens.id_token, origin });
    } catch (error) {
      return err(isRefusal(error) ? "refused" : "down");
    }
  };

  const signOutUrl: RelyingParty["signOutUrl"] = async (idToken) => {
    try {
      return oidc.buildEndSessionUrl(await configuration(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: options.postLogoutUri,
      }).href;
    } catch {
      return options.postLogoutUri;
    }
  };

  return { begin, finish, signOutUrl };
};
