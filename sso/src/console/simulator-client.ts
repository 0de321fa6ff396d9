import { deriveKey } from "@gov/kit/crypto.ts";
import { createECDH } from "node:crypto";
import type { AllClientMetadata } from "oidc-provider";

export const simulatorPath = "/office/clients/simulator/callback";

type PrivateJwk = Readonly<{
  kty: "EC";
  crv: "P-256";
  x: string;
  y: string;
  d: string;
  kid: string;
}>;

const kid = "simulator";
const made = new WeakMap<Uint8Array, PrivateJwk>();

/**
 * The key by which the simulator stands in for test clients that keep their own to themselves. It
 * follows from the component's key, so every process has the same; it opens test clients alone.
 */
export const simulatorKey = (encryptionKey: Uint8Array): PrivateJwk => {
  const known = made.get(encryptionKey);
  if (known) return known;
  const secret = deriveKey(encryptionKey, "sso/client-simulator");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const part = (from: number): string => point.subarray(from, from + 32).toString("base64url");
  const d = secret.toString("base64url");
  const key = { kty: "EC", crv: "P-256", x: part(1), y: part(33), d, kid } as const;
  made.set(encryptionKey, key);
  return key;
};

/** A test client's registration with what the simulator needs to act in its place. */
export const withSimulator = (
  metadata: AllClientMetadata,
  encryptionKey: Uint8Array,
  publicUrl: string,
): AllClientMetadata => {
  const { d: _private, ...publicKey } = simulatorKey(encryptionKey);
  const keys = metadata.jwks?.keys;
  return {
    ...metadata,
    redirect_uris: [...(metadata.redirect_uris ?? []), `${publicUrl}${simulatorPath}`],
    ...(keys ? { jwks: { keys: [...keys, publicKey] } } : {}),
  };
};
