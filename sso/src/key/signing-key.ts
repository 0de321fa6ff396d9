import { decryptAtRest, encryptAtRest, randomToken } from "@gov/kit/crypto.ts";
import { exportJWK, generateKeyPair, type JWK } from "jose";

export type KeyState = "published" | "active" | "retired";

/**
 * A key and where it stands in its life. In the `database` its private part is at hand; in a
 * `token` only the public part is, and the token signs.
 */
export type SigningKey = Readonly<{ kid: string; state: KeyState; jwk: JWK }> &
  Readonly<{ place: "database" | "token" }>;

/** The id of a new key; random, so no key ever returns under an old name. */
export const newKid = (): string => randomToken(12);

/** A new P-256 key. */
export const newSigningKey = async (kid: string): Promise<JWK> => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: "ES256", use: "sig" };
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
