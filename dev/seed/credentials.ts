import { createHmac } from "node:crypto";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Passwords and TOTP secrets of the sandbox nation. They follow from a secret of the data folder,
 * so that none stands in the source and every folder has its own.
 */
export type Credentials = {
  password(owner: string): string;
  /** Base32, 160 bits, as authenticators take it. */
  totpSecret(owner: string): string;
};

/** Refuses in production: seeded people are for trying the system, never for running it. */
export function deriveCredentials(
  folderSecret: string,
  environment: string | undefined = process.env["NODE_ENV"],
): Credentials {
  if (environment === "production") {
    throw new Error("Seeded credentials are not made with NODE_ENV=production.");
  }
  if (folderSecret.length < 16)
    throw new Error("The folder's secret is shorter than 16 characters.");
  const derive = (purpose: string, owner: string) =>
    createHmac("sha256", folderSecret).update(`hukumati seed|${purpose}|${owner}`).digest();
  return {
    password(owner) {
      const letters = [...derive("password", owner).subarray(0, 20)].map(
        (byte) => base32[byte % 32],
      );
      return letters
        .join("")
        .toLowerCase()
        .replace(/.{5}(?=.)/g, "$&-");
    },
    totpSecret: (owner) => Array.from(derive("totp", owner), (byte) => base32[byte % 32]).join(""),
  };
}
