import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import { Secret, TOTP } from "otpauth";

/** How long a page with a new secret may stand open, in seconds. */
const lastsSeconds = 1_800;

/** A secret of RFC 4226's recommended length, in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const contextOf = (personId: string): string => `enrolment/${personId}`;

/**
 * A secret that nothing keeps until its owner has proved that their authenticator has it: it
 * travels in the form, sealed for one person and a time.
 */
export const sealSecret = (
  encryptionKey: Uint8Array,
  personId: string,
  secret: string,
  nowMs = Date.now(),
): string => {
  const plain = Buffer.from(`${Math.floor(nowMs / 1_000) + lastsSeconds} ${secret}`);
  return encryptAtRest(encryptionKey, plain, contextOf(personId)).toString("base64url");
};

/** The secret in the form; undefined when it is not ours for this person, or stale. */
export const openSecret = (
  encryptionKey: Uint8Array,
  personId: string,
  sealed: string,
  nowMs = Date.now(),
): string | undefined => {
  try {
    const bytes = Buffer.from(sealed.slice(0, 500), "base64url");
    const plain = decryptAtRest(encryptionKey, bytes, contextOf(personId)).toString("utf8");
    const [until = "0", secret] = plain.split(" ");
    return Number(until) * 1_000 >= nowMs ? secret : undefined;
  } catch {
    // Another key, another person, or bytes that nobody sealed.
    return undefined;
  }
};

/** What an authenticator reads from the square (the key URI format that all of them share). */
export const enrolmentUri = (secret: string, issuer: string, label: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), issuer, label, digits: 6, period: 30 }).toString();

/** `JBSW Y3DP …`: the secret for those who type it. */
export const typedSecret = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");
