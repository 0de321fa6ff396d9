import { urlVariable } from "@gov/kit/config.ts";
import { importPrivateKey, importPublicKey, type SigningKey } from "@gov/kit/http-signature.ts";
import { parseIban } from "@gov/country/iban.ts";
import type { KeyObject } from "node:crypto";
import { z } from "zod";

/** A variable that holds a key as JWK. */
export const jwk = (key: (parsed: object) => KeyObject) =>
  z.string().transform((text, context) => {
    try {
      return key(JSON.parse(text) as object);
    } catch {
      context.addIssue({ code: "custom", message: "must be an EC P-256 key as JWK" });
      return z.NEVER;
    }
  });

const iban = z.string().refine((text) => parseIban(text).ok, "must be a Palestinian IBAN");

/** The rail's part of the environment. Without `INSTANT_URL` this way to pay is not offered. */
export const instantVariables = {
  /** The bank's ISO 20022 endpoint. */
  INSTANT_URL: urlVariable.optional(),
  /** Our name in the system, and the collecting account. */
  INSTANT_PARTICIPANT: z.string().min(1).max(100).optional(),
  INSTANT_ACCOUNT_NAME: z.string().min(1).max(140).optional(),
  INSTANT_ACCOUNT_IBAN: iban.optional(),
  /** Signs our requests; the bank's key checks its answers and notifications. */
  INSTANT_PRIVATE_KEY: jwk(importPrivateKey).optional(),
  INSTANT_BANK_KEY: jwk(importPublicKey).optional(),
  /** The payer is told within ten seconds: an answer that takes longer is none. */
  INSTANT_TIMEOUT_MS: z.coerce.number().int().min(200).max(10_000).default(5_000),
  // Not published by the system's operator: assumed, and set here.
  INSTANT_SYSTEM: z.string().min(1).max(35).default("IBURAQ"),
  INSTANT_QR_SCHEME: z.string().min(1).max(32).default("ps.iburaq.quick"),
  INSTANT_QR_CATEGORY: z
    .string()
    .regex(/^\d{4}$/)
    .default("9399"),
  INSTANT_QR_CITY_AR: z.string().min(1).max(15).default("رام الله"),
  INSTANT_QR_CITY_EN: z.string().min(1).max(15).default("Ramallah"),
} as const;

const variables = z.object(instantVariables);
type InstantVariables = Readonly<z.infer<typeof variables>>;

const needed = [
  "INSTANT_PARTICIPANT",
  "INSTANT_ACCOUNT_NAME",
  "INSTANT_ACCOUNT_IBAN",
  "INSTANT_PRIVATE_KEY",
  "INSTANT_BANK_KEY",
] as const;

/** What is missing for the rail that `INSTANT_URL` turns on. */
export const requireInstant = (config: InstantVariables, context: z.RefinementCtx): void => {
  if (config.INSTANT_URL === undefined) return;
  for (const name of needed) {
    if (config[name] !== undefined) continue;
    context.addIssue({ code: "custom", path: [name], message: "needed with INSTANT_URL" });
  }
};

/** Everything that the rail works with. */
export type InstantSettings = Readonly<{
  url: string;
  timeoutMs: number;
  key: SigningKey;
  bankKey: KeyObject;
  creditor: Readonly<{ name: string; iban: string }>;
  initiator: string;
  system: string;
  code: Readonly<{
    scheme: string;
    iban: string;
    categoryCode: string;
    city: Readonly<{ ar: string; en: string }>;
  }>;
}>;

export const bankKeyId = "bank";
const ourKeyId = "pay";

/** The rail's settings, or undefined where it is not configured. */
export const instantSettings = (config: InstantVariables): InstantSettings | undefined => {
  const {
    INSTANT_URL: url,
    INSTANT_PARTICIPANT: initiator,
    INSTANT_ACCOUNT_NAME: name,
    INSTANT_ACCOUNT_IBAN: account,
    INSTANT_PRIVATE_KEY: privateKey,
    INSTANT_BANK_KEY: bankKey,
  } = config;
  if (!url || !initiator || !name || !account || !privateKey || !bankKey) return undefined;
  return {
    url,
    timeoutMs: config.INSTANT_TIMEOUT_MS,
    key: { keyId: ourKeyId, privateKey },
    bankKey,
    creditor: { name, iban: account },
    initiator,
    system: config.INSTANT_SYSTEM,
    code: {
      scheme: config.INSTANT_QR_SCHEME,
      iban: account,
      categoryCode: config.INSTANT_QR_CATEGORY,
      city: { ar: config.INSTANT_QR_CITY_AR, en: config.INSTANT_QR_CITY_EN },
    },
  };
};
