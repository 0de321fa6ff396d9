import { createPrivateKey, sign } from "node:crypto";

/**
 * Holds the private key of a seal. In production a token behind PKCS#11 implements it: hash the
 * message with SHA-256, then mechanism CKM_ECDSA.
 */
export type Sealer = Readonly<{
  /** ECDSA P-256 over the SHA-256 of `message`; r ‖ s, 64 bytes (IEEE P1363). */
  sign(message: Uint8Array): Promise<Uint8Array>;
}>;

/** A seal key in this process's memory, from PKCS#8 PEM. For development and tests. */
export const softwareSealer = (privateKeyPem: string): Sealer => {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new Error("a seal key is a P-256 private key in PKCS#8 PEM");
  }
  return {
    sign: (message) => Promise.resolve(sign("sha256", message, { key, dsaEncoding: "ieee-p1363" })),
  };
};
