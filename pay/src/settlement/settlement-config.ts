import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { urlVariable } from "@gov/kit/config.ts";
import { importPrivateKey, importPublicKey, type SigningKey } from "@gov/kit/http-signature.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import type { Currency } from "@gov/kit/money.ts";
import { parseIban } from "@gov/country/iban.ts";
import { limitsSchema } from "#src/rails/cash/cash-config.ts";
import { jwk } from "#src/rails/instant/instant-config.ts";
import { clockMinutes } from "./cut-off.ts";
import type { Policy } from "./due.ts";
import { latinName } from "./iso/latin-name.ts";

/** `ILS:PS92…,JOD:PS92…`: the accounts that the treasury pays from. */
const accountsSchema = z.string().transform((text, context) => {
  const accounts = new Map<Currency, string>();
  for (const part of text.split(",").filter((one) => one.trim() !== "")) {
    const [code = "", iban = ""] = part.trim().split(":");
    const currency = currencySchema.safeParse(code);
    if (!currency.success || !parseIban(iban).ok || accounts.has(currency.data)) {
      context.addIssue({ code: "custom", message: "write it as ILS:PS…,USD:PS…" });
      return z.NEVER;
    }
    accounts.set(currency.data, iban);
  }
  return accounts;
});

/** Settlement's part of the environment. Without `TREASURY_BANK_URL` nothing is paid out. */
export const settlementVariables = {
  /** How many days old money is before it is paid out; 0 pays what came until now. */
  SETTLE_AFTER_DAYS: z.coerce.number().int().min(0).max(60).default(1),
  /** The least that is paid out, in minor units by currency: `ILS:10000,JOD:20000`. */
  SETTLE_MINIMUM_MINOR: limitsSchema.default({}),
  /** When a run is drafted by itself on working days, by the clock in Palestine: `08:30`. */
  SETTLE_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .transform(clockMinutes)
    .optional(),
  /** The treasury's bank, which takes orders and gives statements over ISO 20022. */
  TREASURY_BANK_URL: urlVariable.optional(),
  TREASURY_ACCOUNTS: accountsSchema.optional(),
  /** The accounts' owner, in Latin letters. */
  TREASURY_ACCOUNT_NAME: z
    .string()
    .max(70)
    .refine((name) => latinName(name) !== "", "has no Latin letters")
    .optional(),
  /** Signs our orders; the bank's key checks its answers. */
  TREASURY_BANK_PRIVATE_KEY: jwk(importPrivateKey).optional(),
  TREASURY_BANK_KEY: jwk(importPublicKey).optional(),
  TREASURY_BANK_TIMEOUT_MS: z.coerce.number().int().min(200).max(60_000).default(15_000),
  /** How often the bank's statements are read and its answers asked for. */
  TREASURY_BANK_EVERY_MS: z.coerce.number().int().min(500).max(3_600_000).default(60_000),
} as const;

const variables = z.object(settlementVariables);
type SettlementVariables = Readonly<z.infer<typeof variables>>;

const needed = [
  "TREASURY_ACCOUNTS",
  "TREASURY_ACCOUNT_NAME",
  "TREASURY_BANK_PRIVATE_KEY",
  "TREASURY_BANK_KEY",
] as const;

/** What is missing for the bank that `TREASURY_BANK_URL` turns on. */
export const requireSettlement = (config: SettlementVariables, context: z.RefinementCtx): void => {
  if (config.TREASURY_BANK_URL === undefined) return;
  for (const name of needed) {
    if (config[name] !== undefined) continue;
    context.addIssue({ code: "custom", path: [name], message: "needed with TREASURY_BANK_URL" });
  }
};

/** How the treasury's bank is spoken to. */
export type BankSettings = Readonly<{
  url: string;
  timeoutMs: number;
  everyMs: number;
  key: SigningKey;
  bankKey: KeyObject;
  accountName: string;
  accounts: ReadonlyMap<Currency, string>;
}>;

export const treasuryBankKeyId = "treasury-bank";
const ourKeyId = "pay";

/** The bank's settings, or undefined where none is configured. */
export const bankSettings = (config: SettlementVariables): BankSettings | undefined => {
  const {
    TREASURY_BANK_URL: url,
    TREASURY_ACCOUNTS: accounts,
    TREASURY_ACCOUNT_NAME: accountName,
    TREASURY_BANK_PRIVATE_KEY: privateKey,
    TREASURY_BANK_KEY: bankKey,
  } = config;
  if (!url || !accounts || !accountName || !privateKey || !bankKey) return undefined;
  return {
    url,
    timeoutMs: config.TREASURY_BANK_TIMEOUT_MS,
    everyMs: config.TREASURY_BANK_EVERY_MS,
    key: { keyId: ourKeyId, privateKey },
    bankKey,
    accountName,
    accounts,
  };
};

export const policyOf = (config: SettlementVariables): Policy => ({
  minimum: config.SETTLE_MINIMUM_MINOR,
  currencies: new Set(config.TREASURY_ACCOUNTS?.keys()),
});
