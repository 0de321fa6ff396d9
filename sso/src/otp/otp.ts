import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { cleanTyped } from "@gov/country/digits.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { randomInt } from "node:crypto";

export const codeSeconds = 300;
export const maxAttempts = 5;
export const maxSends = 4;

/** Six random digits. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** What is kept of a code: useless without our key, and bound to one sign-in. */
export const codeHash = (encryptionKey: Uint8Array, interactionId: string, code: string): Buffer =>
  hmacSha256(deriveKey(encryptionKey, "sso/otp"), `${interactionId} ${code}`);

/** Reads a six-digit code as typed, in any digits, with spaces. */
export const parseCode = (typed: string): Result<string, "empty" | "not-six-digits"> => {
  if (typed.length > 64) return err("not-six-digits");
  const code = cleanTyped(typed).replace(/[\s-]/g, "");
  if (code === "") return err("empty");
  return /^[0-9]{6}$/.test(code) ? ok(code) : err("not-six-digits");
};

/**
 * The message: one UCS-2 part of at most 70 characters, ending in the line by which phones fill
 * the code in on our own site alone.
 */
export const codeMessage = (code: string, host: string): string =>
  `رمز الدخول ${code} سري\nSign-in code ${code}\n@${host} #${code}`;
