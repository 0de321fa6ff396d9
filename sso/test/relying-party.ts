import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from "jose";
import * as openid from "openid-client";
import { createFormBrowser, type FormBrowser, type Page } from "./form-browser.ts";
import { amal, signInAsCitizen } from "./people-and-clients.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

export const rpHome = "https://rp.test";
export const callback = `${rpHome}/callback`;

export type Key = Readonly<{ privateKey: CryptoKey; jwk: JWK; kid: string }>;

/** A key pair of a client; `jwk` is what may be told of it. */
export const newKey = async (kid = "one", alg: "ES256" | "PS256" = "ES256"): Promise<Key> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg }, kid };
};

/** Registers a relying party of government with one redirect address; fails when it is refused. */
export const register = async (
  sso: SsoUnderTest,
  clientId: string,
  more: Record<string, unknown>,
): Promise<void> => {
  const answer = await adminPut(sso, `clients/${clientId}`, {
    name: { ar: "خدمة للتجربة", en: "A service under test" },
    kind: "web",
    firstParty: true,
    homeUrl: rpHome,
    redirectUris: [callback],
    postLogoutRedirectUris: [`${rpHome}/`],
    scopes: ["openid", "profile", "national_id", "phone"],
    ...more,
  });
  if (!answer.ok) throw new Error(await answer.text());
};

/** A relying party as `openid-client` sees the service. */
export const discover = async (
  sso: SsoUnderTest,
  clientId: string,
  auth: openid.ClientAuth,
): Promise<openid.Configuration> =>
  await openid.discovery(new URL(sso.issuer), clientId, undefined, auth, {
    execute: [openid.allowInsecureRequests],
  });

/** A client that signs with its key, registered and discovered. */
export const keyedClient = async (
  sso: SsoUnderTest,
  clientId: string,
  more: Record<string, unknown> = {},
  key?: Key,
) => {
  const own = key ?? (await newKey());
  await register(sso, clientId, { publicKeys: [own.jwk], ...more });
  const auth = openid.PrivateKeyJwt({ key: own.privateKey, kid: own.kid });
  return { key: own, config: await discover(sso, clientId, auth) };
};

/** The parameters of one request, and what its answer must fit. */
export const newRequest = async (more: Record<string, string> = {}) => {
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const parameters: Record<string, string> = {
    redirect_uri: callback,
    response_type: "code",
    scope: "openid profile",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...more,
  };
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return { parameters, checks };
};

export type Request = Awaited<ReturnType<typeof newRequest>>;

/** Signs the citizen in at an address of the service; gives the page where that ends. */
export const citizenAt = async (
  sso: SsoUnderTest,
  url: string,
  browser: FormBrowser = createFormBrowser(sso.issuer),
  who = amal,
): Promise<Page> => {
  const page = await browser.open(url);
  if (page.leftTo !== undefined || page.status !== 200) return page;
  return await signInAsCitizen(sso, browser, page, who);
};

/** The protocol's error that a request ended with, on our page or at the service's own address. */
export const refusalOf = (page: Page): string | undefined => {
  if (page.leftTo !== undefined) {
    return page.leftTo.startsWith(callback) ? errorSent(page) : `left to ${page.leftTo}`;
  }
  return page.status === 400 ? /<bdi[^>]*>([a-z_]+)/.exec(page.html)?.[1] : undefined;
};

/** The error that a page sent back to the service, or undefined. */
export const errorSent = (page: Page): string | undefined =>
  new URL(page.leftTo ?? "about:blank").searchParams.get("error") ?? undefined;
