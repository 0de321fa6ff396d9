import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import type { JsonWebKey as NodeJwk, KeyObject } from "node:crypto";
import { signatureToDer } from "./document/p256-signature.ts";
import { err, ok, type Result } from "./result.ts";

/**
 * HTTP Message Signatures (RFC 9421) with `ecdsa-p256-sha256` and Content-Digest (RFC 9530), as
 * the exchange and its members use them: a request covers its method, target, body and every
 * X-Road and UXP header it carries; an answer covers its status, body and what it answers.
 */
export type SigningKey = Readonly<{ keyId: string; privateKey: KeyObject }>;

export type SignableRequest = Readonly<{
  method: string;
  /** The whole target URI as the receiver knows itself. */
  url: string;
  headers: Headers;
  body: Uint8Array;
}>;

export type SignableResponse = Readonly<{ status: number; headers: Headers; body: Uint8Array }>;

export type SignatureError =
  | "missing"
  | "malformed"
  | "headerNotCovered"
  | "digestMismatch"
  | "expired"
  | "unknownKey"
  | "wrongSignature";

type Component = readonly [name: string, value: string];

const maxSkewS = 60;
const requestHeaders = [
  "x-road-client",
  "x-road-id",
  "x-road-userid",
  "x-road-issue",
  "x-road-represented-party",
  "uxp-purpose-ids",
  "uxp-subject-id",
];
const responseHeaders = ["x-road-id", "x-road-request-id", "x-road-request-hash"];

export const importPrivateKey = (jwk: object): KeyObject =>
  createPrivateKey({ key: jwk as NodeJwk, format: "jwk" });
export const importPublicKey = (jwk: object): KeyObject =>
  createPublicKey({ key: jwk as NodeJwk, format: "jwk" });

/** `sha-256=:…:` of a body, empty ones included. */
export const contentDigest = (body: Uint8Array): string =>
  `sha-256=:${hash("sha256", body, "base64")}:`;

const present = (headers: Headers, names: readonly string[]): Component[] =>
  names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value.trim()] as const];
  });

const requestComponents = (request: SignableRequest): Component[] => [
  ["@method", request.method.toUpperCase()],
  ["@target-uri", request.url],
  ["content-digest", contentDigest(request.body)],
  ...present(request.headers, requestHeaders),
];

const responseComponents = (response: SignableResponse): Component[] => [
  ["@status", String(response.status)],
  ["content-digest", contentDigest(response.body)],
  ...present(response.headers, responseHeaders),
];

const paramsOf = (components: readonly Component[], created: number, keyId: string): string =>
  `(${components.map(([name]) => `"${name}"`).join(" ")});created=${created};keyid="${keyId}";alg="ecdsa-p256-sha256"`;

const baseOf = (components: readonly Component[], params: string): Buffer =>
  Buffer.from(
    [
      ...components.map(([name, value]) => `"${name}": ${value}`),
      `"@signature-params": ${params}`,
    ].join("\n"),
  );

const addSignature = (
  headers: Headers,
  components: Component[],
  body: Uint8Array,
  key: SigningKey,
): void => {
  const params = paramsOf(components, Math.floor(Date.now() / 1000), key.keyId);
  const signature = sign("sha256", baseOf(components, params), {
    key: key.privateKey,
    dsaEncoding: "ieee-p1363",
  });
  headers.set("content-digest", contentDigest(body));
  headers.set("signature-input", `sig=${params}`);
  headers.set("signature", `sig=:${signature.toString("base64")}:`);
};

/** Signs a request in place: sets Content-Digest, Signature-Input and Signature. */
export const signRequest = (request: SignableRequest, key: SigningKey): void =>
  addSignature(request.headers, requestComponents(request), request.body, key);

/** Signs an answer in place. */
export const signResponse = (response: SignableResponse, key: SigningKey): void =>
  addSignature(response.headers, responseComponents(response), response.body, key);

const inputPattern =
  /^sig=(\((?:"[@a-z-]{1,40}" ?){1,20}\);created=(\d{10});keyid="([A-Za-z0-9/._-]{1,200})";alg="ecdsa-p256-sha256")$/;

const verifyMessage = async (
  headers: Headers,
  expected: readonly Component[],
  findKey: (keyId: string) => Promise<KeyObject | undefined>,
): Promise<Result<{ keyId: string }, SignatureError>> => {
  const input = headers.get("signature-input");
  const given = headers.get("signature");
  if (input === null || given === null) return err("missing");
  const match = inputPattern.exec(input);
  const signature = /^sig=:([A-Za-z0-9+/=]{88}):$/.exec(given)?.[1];
  const [, params, created, keyId] = match ?? [];
  if (!params || !created || !keyId || !signature) return err("malformed");
  // The covered list must be exactly what the message carries: nothing added, nothing left out.
  if (params !== paramsOf(expected, Number(created), keyId)) return err("headerNotCovered");
  const digest = expected.find(([name]) => name === "content-digest")?.[1];
  if (headers.get("content-digest") !== digest) return err("digestMismatch");
  if (Math.abs(Date.now() / 1000 - Number(created)) > maxSkewS) return err("expired");
  const key = await findKey(keyId);
  if (!key) return err("unknownKey");
  const rawSignature = Buffer.from(signature, "base64");
  if (rawSignature.length !== 64) return err("malformed");
  // Node takes a bare key a third faster than one that comes with an encoding.
  const der = signatureToDer(rawSignature);
  const valid = verify("sha256", baseOf(expected, params), key, der);
  return valid ? ok({ keyId }) : err("wrongSignature");
};

/** Verifies a request: who signed it (key id), or why it cannot be trusted. Never throws. */
export const verifyRequest = (
  request: SignableRequest,
  findKey: (keyId: string) => Promise<KeyObject | undefined>,
): Promise<Result<{ keyId: string }, SignatureError>> =>
  verifyMessage(request.headers, requestComponents(request), findKey);

/** Verifies an answer. Never throws. */
export const verifyResponse = (
  response: SignableResponse,
  findKey: (keyId: string) => Promise<KeyObject | undefined>,
): Promise<Result<{ keyId: string }, SignatureError>> =>
  verifyMessage(response.headers, responseComponents(response), findKey);

/**
 * The same for an answer too long to hold: `digest` is what its body came to while it was read, as
 * `contentDigest` would give it. Nothing of the body may be believed before. Never throws.
 */
export const verifyStreamedResponse = (
  response: Readonly<{ status: number; headers: Headers; digest: string }>,
  findKey: (keyId: string) => Promise<KeyObject | undefined>,
): Promise<Result<{ keyId: string }, SignatureError>> =>
  verifyMessage(
    response.headers,
    [
      ["@status", String(response.status)],
      ["content-digest", response.digest],
      ...present(response.headers, responseHeaders),
    ],
    findKey,
  );
