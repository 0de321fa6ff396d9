import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
} from "jose";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { sha256 } from "./crypto.ts";
import { err, ok, type Result } from "./result.ts";

/** Proof that a request's sender holds the key its access token was given to (RFC 9449). */
export type ProofTarget = Readonly<{
  method: string;
  /** The address as the receiver knows itself; query and fragment do not count. */
  url: string;
}>;

export type ProofError =
  | "proofMissing"
  | "proofMalformed"
  | "proofForOtherRequest"
  | "proofForOtherToken"
  | "proofNotNow"
  | "proofOfOtherKey"
  | "proofUsed";

/** How old or how far ahead a proof's `iat` may be. */
export const proofWindowS = 60;
const maxProofLength = 2_048;

const proofClaims = z.object({
  jti: z.string().min(8).max(128),
  htm: z.string().max(16),
  htu: z.string().max(2_048),
  iat: z.number().int(),
  ath: z.string().max(64),
});

const withoutQuery = (url: string): string | undefined => {
  const parsed = URL.parse(url);
  return parsed ? parsed.origin + parsed.pathname : undefined;
};

const hashOf = (token: string): string => sha256(token).toString("base64url");

export type CheckedProof = Readonly<{
  /** What must not be seen twice: the key and the proof's id. */
  id: string;
  /** When nobody needs to remember it any more. */
  forgetAt: Date;
}>;

/**
 * Checks a proof but for its replay: signature by the embedded key, that key being the one the
 * token is bound to, method, address, token and time. `nowMs` is the clock.
 */
export const checkProof = async (
  proof: string | undefined,
  expected: ProofTarget & Readonly<{ accessToken: string; thumbprint: string }>,
  nowMs = Date.now(),
): Promise<Result<CheckedProof, Exclude<ProofError, "proofUsed">>> => {
  if (!proof) return err("proofMissing");
  if (proof.length > maxProofLength) return err("proofMalformed");
  let claims: z.infer<typeof proofClaims>;
  let thumbprint: string;
  try {
    const options = { algorithms: ["ES256"], typ: "dpop+jwt", currentDate: new Date(nowMs) };
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, options);
    claims = proofClaims.parse(payload);
    thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {}, "sha256");
  } catch {
    return err("proofMalformed");
  }
  if (thumbprint !== expected.thumbprint) return err("proofOfOtherKey");
  const aimed = claims.htm === expected.method && withoutQuery(claims.htu);
  if (!aimed || aimed !== withoutQuery(expected.url)) return err("proofForOtherRequest");
  if (claims.ath !== hashOf(expected.accessToken)) return err("proofForOtherToken");
  if (Math.abs(nowMs / 1_000 - claims.iat) > proofWindowS) return err("proofNotNow");
  const forgetAt = new Date((claims.iat + 2 * proofWindowS) * 1_000);
  return ok({ id: `${thumbprint} ${claims.jti}`, forgetAt });
};

export type ProofKey = Readonly<{ privateKey: CryptoKey; publicJwk: JWK }>;

/** A P-256 key pair of a client from its private JWK, to sign proofs and assertions with. */
export const importProofKey = async (jwk: JWK): Promise<ProofKey> => {
  const { kty, crv, x, y } = jwk;
  const privateKey = (await importJWK({ ...jwk, alg: "ES256" }, "ES256")) as CryptoKey;
  return { privateKey, publicJwk: { kty: kty ?? "EC", crv, x, y } as JWK };
};

/** The proof for one request; without an access token, for the token request itself. */
export const createProof = async (
  key: ProofKey,
  target: ProofTarget,
  accessToken?: string,
): Promise<string> =>
  await new SignJWT({
    htm: target.method,
    htu: withoutQuery(target.url) ?? target.url,
    jti: randomUUID(),
    ...(accessToken === undefined ? {} : { ath: hashOf(accessToken) }),
  })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: key.publicJwk })
    .setIssuedAt()
    .sign(key.privateKey);
