import { cleanTyped } from "@gov/country/digits.ts";
import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { randomInt } from "node:crypto";

/** How many codes a person gets at a time. */
export const codesAtOnce = 10;

/** Crockford's base32: no letter that reads like a digit. Ten of them are 50 bits. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 10;

/** A new code as it is kept and compared; `printed` puts it into two groups. */
export const newRecoveryCode = (): string =>
  Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join("");

/** `7K3QD-0VXN9`: as it stands on paper. */
export const printed = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What is kept of a code: useless without our key, and bound to one person. */
export const recoveryHash = (encryptionKey: Uint8Array, personId: string, code: string): Buffer =>
  hmacSha256(deriveKey(encryptionKey, "sso/recovery-code"), `${personId} ${code}`);

/** Reads a code as typed: in any case, with or without its dash, `O` for `0`, `I` and `L` for `1`. */
export const parseRecoveryCode = (
  typed: string,
): Result<string, "empty" | "not-a-recovery-code"> => {
  if (typed.length > 64) return err("not-a-recovery-code");
  const code = cleanTyped(typed)
    .replace(/[\s-]/g, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (code === "") return err("empty");
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? ok(code) : err("not-a-recovery-code");
};
