import { cleanTyped } from "@gov/country/digits.ts";
import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { randomInt } from "node:crypto";

/** Letters and digits that nobody takes for one another on paper. */
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const length = 12;

/** A code for paper: twelve signs, sixty bits, in groups of four. */
export const newSetupCode = (): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)])
    .join("")
    .replace(/.{4}(?=.)/g, "$&-");

/** A code as typed, or undefined when it cannot be one. */
export const parseSetupCode = (typed: string): string | undefined => {
  const code = cleanTyped(typed.slice(0, 64))
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  return code.length === length ? code.replace(/.{4}(?=.)/g, "$&-") : undefined;
};

/** What is kept of it: bound to the person, useless without our key. */
export const setupCodeHash = (key: Uint8Array, nationalId: string, code: string): Buffer =>
  hmacSha256(deriveKey(key, "sso/setup-code"), `${nationalId} ${code}`);
