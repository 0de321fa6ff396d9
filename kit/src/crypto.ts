import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { onceFor } from "./once-for.ts";

/** An unguessable token in base64url: 32 bytes unless told. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString("base64url");

export const sha256 = (data: string | Uint8Array): Buffer => hash("sha256", data, "buffer");

/** Of keys that are used again, whose bytes are never changed. */
const keyObjectOf = onceFor((key: Uint8Array) => createSecretKey(key));

/** Node takes a key object three times as fast as the bytes of one. */
export const hmacSha256 = (key: Uint8Array, data: string | Uint8Array): Buffer =>
  createHmac("sha256", createSecretKey(key)).update(data).digest();

/** A key for one purpose, derived from the component's key-encryption key. */
export const deriveKey = (key: Uint8Array, purpose: string): Buffer =>
  hmacSha256(key, `hukumati/${purpose}`);

/** Compares in constant time, whatever the lengths. */
export const equalSecret = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));

/**
 * AES-256-GCM with a fresh nonce. `context` says what the secret belongs to (a key's id, a
 * column's row) and must be the same to decrypt: a ciphertext cannot be moved to another row.
 */
export const encryptAtRest = (key: Uint8Array, plaintext: Uint8Array, context: string): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyObjectOf(key), nonce).setAAD(
    Buffer.from(context),
  );
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
};

/** Reverses `encryptAtRest`; throws when the key, the context or a byte is not the same. */
export const decryptAtRest = (key: Uint8Array, sealed: Uint8Array, context: string): Buffer => {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", keyObjectOf(key), bytes.subarray(0, 12))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
};
