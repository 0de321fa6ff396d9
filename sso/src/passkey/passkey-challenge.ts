import { deriveKey, equalSecret, hmacSha256 } from "@gov/kit/crypto.ts";
import { randomBytes } from "node:crypto";

/** How long a page may stand open before its challenge is stale: as long as a sign-in lasts. */
export const challengeSeconds = 1_800;

const nonceBytes = 16;
const headBytes = nonceBytes + 4;

const seal = (encryptionKey: Uint8Array, about: string, head: Uint8Array): Buffer =>
  hmacSha256(
    deriveKey(encryptionKey, "sso/passkey-challenge"),
    Buffer.concat([head, Buffer.from(about)]),
  );

/**
 * A challenge that carries its own expiry and our seal, so that showing a page stores nothing.
 * `about` says what it is good for: one sign-in, or one person's registration.
 */
export const newChallenge = (
  encryptionKey: Uint8Array,
  about: string,
  nowMs = Date.now(),
): string => {
  const head = Buffer.alloc(headBytes);
  randomBytes(nonceBytes).copy(head);
  head.writeUInt32BE(Math.floor(nowMs / 1_000) + challengeSeconds, nonceBytes);
  return Buffer.concat([head, seal(encryptionKey, about, head)]).toString("base64url");
};

/** Whether a challenge is ours, about this, and not stale. */
export const isOwnChallenge = (
  encryptionKey: Uint8Array,
  about: string,
  challenge: string,
  nowMs = Date.now(),
): boolean => {
  const bytes = Buffer.from(challenge.slice(0, 128), "base64url");
  if (bytes.length !== headBytes + 32) return false;
  const head = bytes.subarray(0, headBytes);
  const proof = bytes.subarray(headBytes).toString("base64url");
  const right = equalSecret(proof, seal(encryptionKey, about, head).toString("base64url"));
  return right && head.readUInt32BE(nonceBytes) >= nowMs / 1_000;
};
