import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import {
  callback,
  citizenAt,
  newKey,
  newRequest,
  register,
  type Key,
} from "../registered-clients.ts";
import { createFormBrowser } from "../form-browser.ts";
import type { SsoUnderTest } from "../sso-under-test.ts";

export const nowS = (): number => Math.floor(Date.now() / 1_000);

export type ProofKey = Readonly<{ privateKey: CryptoKey; publicJwk: JWK; thumbprint?: string }>;

export const newProofKey = async (): Promise<ProofKey> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  return { privateKey, publicJwk: await exportJWK(publicKey) };
};

type Claims = Record<string, unknown>;

/** What a request differs in from a right one. */
export type Variation = Readonly<{
  /** Another key for the proof, or none. */
  proofKey?: ProofKey | false;
  proofClaims?: Claims;
  proofHeader?: Claims;
  /** No assertion, or one of another's making. */
  assertion?: false | string;
  assertionClaims?: Claims;
}>;

export type Answer = Readonly<{ status: number; body: Record<string, unknown> }>;

/** A client of the FAPI 2.0 profile whose every message can be made wrong. */
export const createFapiClient = async (
  sso: SsoUnderTest,
  clientId: string,
  more: Record<string, unknown> = {},
) => {
  const key: Key = await newKey();
  const scopes = ["openid", "profile", "phone", "offline_access"];
  await register(sso, clientId, { profile: "fapi2", publicKeys: [key.jwk], scopes, ...more });
  const own = await newProofKey();
  let nonce: string | undefined;

  const assertion = async (claims: Claims = {}): Promise<string> => {
    const all = {
      iss: clientId,
      sub: clientId,
      aud: sso.issuer,
      jti: randomUUID(),
      iat: nowS(),
      exp: nowS() + 60,
      ...claims,
    };
    return await new SignJWT(all)
      .setProtectedHeader({ alg: "ES256", kid: key.kid })
      .sign(key.privateKey);
  };

  const proof = async (
    method: string,
    path: string,
    vary: Variation = {},
    token?: string,
  ): Promise<string | undefined> => {
    const by = vary.proofKey ?? own;
    if (by === false) return undefined;
    const claims: Claims = {
      htm: method,
      htu: `${sso.issuer}${path}`,
      jti: randomUUID(),
      iat: nowS(),
      ...(nonce === undefined ? {} : { nonce }),
      ...(token === undefined
        ? {}
        : { ath: createHash("sha256").update(token).digest("base64url") }),
      ...vary.proofClaims,
    };
    const header = { alg: "ES256", typ: "dpop+jwt", jwk: by.publicJwk, ...vary.proofHeader };
    return await new SignJWT(claims).setProtectedHeader(header).sign(by.privateKey);
  };

  const once = async (
    path: string,
    body: Record<string, string>,
    vary: Variation,
  ): Promise<Answer> => {
    const dpop = await proof("POST", path, vary);
    const signed = vary.assertion ?? (await assertion(vary.assertionClaims));
    const answer = await fetch(`${sso.issuer}${path}`, {
      method: "POST",
      headers: dpop === undefined ? {} : { dpop },
      body: new URLSearchParams({
        client_id: clientId,
        ...(signed === false
          ? {}
          : {
              client_assertion: signed,
              client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            }),
        ...body,
      }),
    });
    nonce = answer.headers.get("dpop-nonce") ?? nonce;
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  /** Sends a form; when asked for a nonce, once more with it. */
  const send = async (
    path: string,
    body: Record<string, string>,
    vary: Variation = {},
  ): Promise<Answer> => {
    const first = await once(path, body, vary);
    return first.body["error"] === "use_dpop_nonce" ? await once(path, body, vary) : first;
  };

  const urlOf = (pushed: Answer, extra: Record<string, string> = {}): string => {
    const query = new URLSearchParams({
      client_id: clientId,
      request_uri: String(pushed.body["request_uri"]),
      ...extra,
    });
    return `${sso.issuer}/auth?${query.toString()}`;
  };
  /** Pushes a request and signs the person in; gives the answer at the client's address. */
  const authorize = async (
    parameters: Record<string, string> = {},
    vary: Variation = { proofKey: false },
    browser = createFormBrowser(sso.issuer),
  ) => {
    const request = await newRequest(parameters);
    const pushed = await send("/request", request.parameters, vary);
    const page = await citizenAt(sso, urlOf(pushed), browser);
    const answer = new URL(page.leftTo ?? "about:blank").searchParams;
    const code = answer.get("code") ?? "";
    const grant = {
      grant_type: "authorization_code",
      code,
      redirect_uri: callback,
      code_verifier: request.checks.pkceCodeVerifier,
    };
    return { request, pushed, answer, grant, browser };
  };
  const redeem = async (grant: Record<string, string>, vary: Variation = {}): Promise<Answer> =>
    await send("/token", grant, vary);

  /** Userinfo with the token and a proof for it. */
  const userinfo = async (token: string, vary: Variation = {}, scheme = "DPoP") => {
    const dpop = await proof("GET", "/userinfo", vary, token);
    return await fetch(`${sso.issuer}/userinfo`, {
      headers: { authorization: `${scheme} ${token}`, ...(dpop === undefined ? {} : { dpop }) },
    });
  };
  return { clientId, key, own, assertion, send, urlOf, authorize, redeem, userinfo };
};

export type FapiClient = Awaited<ReturnType<typeof createFapiClient>>;

/** The access token of an answer, which must have one. */
export const accessOf = ({ status, body }: Answer): string => {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return String(body["access_token"]);
};
