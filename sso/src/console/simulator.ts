import { sha256, randomToken } from "@gov/kit/crypto.ts";
import {
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
} from "jose";
import { hasOwnKey, type Client } from "#src/client/client.ts";
import type { SsoConfig } from "#src/config.ts";
import { simulatorKey, simulatorPath } from "./simulator-client.ts";

/** One request and its answer, as the page shows them. */
export type Exchange = Readonly<{
  name: "par" | "authorization" | "token" | "userinfo" | "keys";
  request: string;
  status: number | undefined;
  response: string;
}>;

export type Check = Readonly<{
  name: "signature" | "issuer" | "audience" | "nonce" | "state";
  good: boolean;
}>;

type Own = Pick<
  SsoConfig,
  "KEY_ENCRYPTION_KEY" | "PUBLIC_URL" | "SSO_ISSUER" | "TRUST_PROXY" | "PORT"
>;

const longest = 4_000;
const timeoutMs = 8_000;

/**
 * Where this process reaches itself: at its public address, or behind a proxy on its own port, as
 * the proxy would.
 */
const selfOf = (config: Own): { base: string; headers: Record<string, string> } => {
  if (!config.TRUST_PROXY) return { base: config.PUBLIC_URL, headers: {} };
  const { protocol, host } = new URL(config.PUBLIC_URL);
  return {
    base: `http://127.0.0.1:${config.PORT}`,
    headers: { "x-forwarded-proto": protocol.slice(0, -1), "x-forwarded-host": host },
  };
};

const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).slice(0, longest);
  } catch {
    return text.slice(0, longest);
  }
};

type Sent = Readonly<{ exchange: Exchange; ok: boolean; text: string; headers: Headers }>;

/** Sends one request to ourselves; what is secret in it is not shown. */
const send = async (
  config: Own,
  name: Exchange["name"],
  path: string,
  init: Readonly<{ headers?: Record<string, string>; body?: URLSearchParams }>,
): Promise<Sent> => {
  const { base, headers: forwarded } = selfOf(config);
  const method = init.body ? "POST" : "GET";
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { ...forwarded, ...init.headers },
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
    ...(init.body ? { body: init.body } : {}),
  });
  const text = await response.text();
  const shown = [...(init.body ?? [])].map(([key, value]) =>
    key === "client_assertion" ? `${key}=…` : `${key}=${value}`,
  );
  const given = Object.keys(init.headers ?? {}).map((header) => `${header}: …`);
  const request = [`${method} ${config.PUBLIC_URL}${path}`, ...given, "", ...shown].join("\n");
  const { status, ok, headers } = response;
  return { exchange: { name, request, status, response: pretty(text) }, ok, text, headers };
};

/** How a test client proves itself: by its secret, by the simulator's key beside its own, or not. */
const proofOf = async (config: Own, client: Client) => {
  const { clientId, metadata, secret } = client;
  if (metadata.kind === "app") return { headers: {}, form: { client_id: clientId } };
  if (!hasOwnKey(metadata)) {
    const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret ?? "")}`;
    const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
    return { headers: { authorization }, form: {} };
  }
  const jwk = simulatorKey(config.KEY_ENCRYPTION_KEY);
  const assertion = await new SignJWT({ jti: randomToken(16) })
    .setProtectedHeader({ alg: "ES256", kid: jwk.kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(config.SSO_ISSUER)
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(await importJWK(jwk, "ES256"));
  const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  const form = { client_id: clientId, client_assertion_type: type, client_assertion: assertion };
  return { headers: {}, form };
};

export type Attempt = Readonly<{
  parameters: Readonly<Record<string, string>>;
  verifier: string;
  nonce: string;
}>;

export type Asked = Readonly<{ scope: string; acr: string; prompt: string; resource: string }>;

/** A fresh authorization request of a test client, all but its state. */
export const newAttempt = (config: Own, clientId: string, asked: Asked): Attempt => {
  const verifier = randomToken();
  const nonce = randomToken(16);
  const parameters = {
    client_id: clientId,
    redirect_uri: `${config.PUBLIC_URL}${simulatorPath}`,
    response_type: "code",
    scope: asked.scope,
    nonce,
    code_challenge: sha256(verifier).toString("base64url"),
    code_challenge_method: "S256",
    ...(asked.acr === "" ? {} : { acr_values: asked.acr }),
    ...(asked.prompt === "" ? {} : { prompt: asked.prompt }),
    ...(asked.resource === "" ? {} : { resource: asked.resource }),
  };
  return { parameters, verifier, nonce };
};

/** Pushes the request ahead (PAR); gives its handle where it was taken. */
export const pushRequest = async (
  config: Own,
  client: Client,
  parameters: Readonly<Record<string, string>>,
): Promise<Readonly<{ exchange: Exchange; requestUri: string | undefined }>> => {
  const { headers, form } = await proofOf(config, client);
  const body = new URLSearchParams({ ...parameters, ...form });
  const sent = await send(config, "par", "/request", { headers, body });
  const answer = sent.ok ? (JSON.parse(sent.text) as { request_uri?: string }) : {};
  return { exchange: sent.exchange, requestUri: answer.request_uri };
};

type Prover = (url: string, method: string, nonce?: string, token?: string) => Promise<string>;

/** Proofs of a key made for this one attempt (DPoP, RFC 9449). */
const newProver = async (): Promise<Prover> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  return async (url, method, nonce, token) =>
    await new SignJWT({
      htu: url,
      htm: method,
      jti: randomToken(16),
      ...(nonce === undefined ? {} : { nonce }),
      ...(token === undefined ? {} : { ath: sha256(token).toString("base64url") }),
    })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
      .setIssuedAt()
      .sign(privateKey);
};

type Init = Readonly<{ headers: Record<string, string>; body?: URLSearchParams; token?: string }>;

/**
 * Sends with a proof where the client needs one, and again where the answer asks for a nonce; made
 * anew then, for an assertion is good once.
 */
const sendProved = async (
  config: Own,
  prove: Prover | undefined,
  name: "token" | "userinfo",
  path: string,
  make: () => Promise<Init>,
): Promise<Sent> => {
  if (!prove) return await send(config, name, path, await make());
  const url = `${config.PUBLIC_URL}${path}`;
  const attempt = async (nonce?: string): Promise<Sent> => {
    const init = await make();
    const method = init.body ? "POST" : "GET";
    const dpop = await prove(url, method, nonce, init.token);
    return await send(config, name, path, { ...init, headers: { ...init.headers, dpop } });
  };
  const first = await attempt();
  const nonce = first.headers.get("dpop-nonce");
  return first.ok || nonce === null ? first : await attempt(nonce);
};

const verify = async (
  config: Own,
  idToken: string,
  keys: string,
  attempt: Attempt,
): Promise<Check[]> => {
  const claims = decodeJwt(idToken);
  const clientId = attempt.parameters["client_id"] ?? "";
  const keySet = createLocalJWKSet(JSON.parse(keys) as JSONWebKeySet);
  const signature = await jwtVerify(idToken, keySet).then(
    () => true,
    () => false,
  );
  return [
    { name: "signature", good: signature },
    { name: "issuer", good: claims.iss === config.SSO_ISSUER },
    { name: "audience", good: claims.aud === clientId },
    { name: "nonce", good: claims["nonce"] === attempt.nonce },
  ];
};

export type Decoded = Readonly<{ idToken: object | undefined; accessToken: object | undefined }>;

const decoded = (token: string | undefined): object | undefined => {
  try {
    return token === undefined ? undefined : decodeJwt(token);
  } catch {
    return undefined;
  }
};

type TokenAnswer = { id_token?: string; access_token?: string };

export type Simulated = Readonly<{ exchanges: Exchange[]; checks: Check[]; tokens: Decoded }>;

/** Redeems the code as the client would, checks the ID token, and asks for the person. */
export const redeem = async (
  config: Own,
  client: Client,
  attempt: Attempt,
  code: string,
): Promise<Simulated> => {
  const { metadata } = client;
  const bound = metadata.dpopBoundAccessTokens || metadata.profile === "fapi2";
  const prove = bound ? await newProver() : undefined;
  const token = await sendProved(config, prove, "token", "/token", async () => {
    const { headers, form } = await proofOf(config, client);
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: attempt.parameters["redirect_uri"] ?? "",
      code_verifier: attempt.verifier,
      ...form,
    });
    return { headers, body };
  });
  const answer = (token.ok ? JSON.parse(token.text) : {}) as TokenAnswer;
  const tokens = {
    idToken: decoded(answer.id_token),
    accessToken: decoded(answer.access_token),
  };
  if (answer.id_token === undefined) return { exchanges: [token.exchange], checks: [], tokens };
  const keys = await send(config, "keys", "/jwks", {});
  const checks = await verify(config, answer.id_token, keys.text, attempt);
  const exchanges = [token.exchange, keys.exchange];
  // An access token for an API opens no page about the person.
  if (answer.access_token !== undefined && tokens.accessToken === undefined) {
    const authorization = `${bound ? "DPoP" : "Bearer"} ${answer.access_token}`;
    const init = { headers: { authorization }, token: answer.access_token };
    const make = () => Promise.resolve(init);
    const person = await sendProved(config, prove, "userinfo", "/userinfo", make);
    exchanges.push(person.exchange);
  }
  return { exchanges, checks, tokens };
};
