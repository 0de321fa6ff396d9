import { z } from "zod";

/** Where a hardware token is reached: all three or none. */
export const tokenVariables = {
  /** Path of the vendor's PKCS#11 library. */
  PKCS11_MODULE: z.string().startsWith("/").max(500).optional(),
  /** The token's label. */
  PKCS11_TOKEN: z.string().min(1).max(32).optional(),
  /** The PIN of its user. */
  PKCS11_PIN: z.string().min(4).max(255).optional(),
} as const;

type TokenVariables = Readonly<{ [name in keyof typeof tokenVariables]?: string | undefined }>;

export type TokenAccess = Readonly<{ module: string; label: string; pin: string }>;

/** The token of this configuration, or undefined where keys stand in the database. */
export const tokenAccess = (config: TokenVariables): TokenAccess | undefined => {
  const { PKCS11_MODULE: module, PKCS11_TOKEN: label, PKCS11_PIN: pin } = config;
  return module && label && pin ? { module, label, pin } : undefined;
};

/** The variables that are missing beside one that is there. */
export const missingTokenVariables = (config: TokenVariables): string[] => {
  const names = Object.keys(tokenVariables) as (keyof typeof tokenVariables)[];
  const missing = names.filter((name) => config[name] === undefined);
  return missing.length === names.length ? [] : missing;
};
