import { decryptAtRest, encryptAtRest, randomToken } from "@gov/kit/crypto.ts";
import { exportJWK, generateKeyPair, type JWK } from "jose";

export type KeyState = "published" | "active" | "retired";

/** A key with its private part, and where it stands in its life. */
export type SigningKey = Readonly<{ kid: string; state: KeyState; jwk: JWK }>;

/** A new P-256 key; its id is random, so no key ever returns under an old name. */
export const newSigningKey = async (): Promise<{ kid: string; jwk: JWK }> => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = randomToken(12);
  return { kid, jwk: { ...(await exportJWK(privateKey)), kid, alg: "ES256", use: "sig" } };
};

const context = (kid: string): string => `signing-key/${kid}`;

export const sealKey = (encryptionKey: Uint8Array, kid: string, jwk: JWK): Buffer =>
  encryptAtRest(encryptionKey, Buffer.from(JSON.stringify(jwk)), context(kid));

export const openKey = (encryptionKey: Uint8Array, kid: string, sealed: Buffer): JWK =>
  JSON.parse(decryptAtRest(encryptionKey, sealed, context(kid)).toString("utf8")) as JWK;

const order: Record<KeyState, number> = { active: 0, published: 1, retired: 2 };

/** Active first: the engine signs with the first key of the set and publishes them all. */
export const inSigningOrder = (keys: readonly SigningKey[]): SigningKey[] =>
  keys.toSorted((a, b) => order[a.state] - order[b.state]);
