import { deriveKey, equalSecret, hmacSha256 } from "@gov/kit/crypto.ts";
import type { Configuration } from "oidc-provider";

type Signer = Exclude<
  NonNullable<Configuration["cookies"]>["keys"],
  readonly unknown[] | undefined
>;

/**
 * Signs the engine's cookies. The engine's own signer (Keygrip) compares by two more HMACs under a
 * random key, a tenth of a millisecond for each cookie; equal hashes are compared here.
 */
export const createCookieSigner = (encryptionKey: Uint8Array): Signer => {
  const key = deriveKey(encryptionKey, "sso/cookies");
  const sign = (data: string): string => hmacSha256(key, data).toString("base64url");
  const verify = (data: string, proof: string): boolean => equalSecret(sign(data), proof);
  return { sign, verify, index: (data, proof) => (verify(data, proof) ? 0 : -1) };
};
