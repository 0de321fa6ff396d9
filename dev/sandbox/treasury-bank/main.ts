import { readConfig } from "@gov/kit/config.ts";
import { importPrivateKey, importPublicKey } from "@gov/kit/http-signature.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { settingsSchema } from "./settings.ts";
import { startTreasuryBankSandbox } from "./treasury-bank.ts";

const jwk = z.string().transform((text) => JSON.parse(text) as object);
const accounts = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(
    z.array(
      z.object({
        iban: z.string().length(29),
        currency: currencySchema,
        openingMinor: z
          .string()
          .regex(/^\d{1,15}$/)
          .transform(BigInt),
      }),
    ),
  );

const env = readConfig(
  z.object({
    PORT: portSchema.default(3063),
    /** The bank's private key and its client's public one, as JWK. */
    TREASURY_BANK_KEY: jwk.transform(importPrivateKey),
    TREASURY_CLIENT_KEY: jwk.transform(importPublicKey),
    /** The treasury's accounts and what they open with, as JSON. */
    TREASURY_ACCOUNTS: accounts,
    BOOK_DELAY_MS: z.coerce.number().pipe(settingsSchema.shape.bookDelayMs).default(0),
    STATE_FILE: z.string().min(1).optional(),
  }),
  process.env,
);

await runParty("treasury-bank", () =>
  startTreasuryBankSandbox({
    port: env.PORT,
    bankKey: env.TREASURY_BANK_KEY,
    clientKey: env.TREASURY_CLIENT_KEY,
    accounts: env.TREASURY_ACCOUNTS,
    settings: { bookDelayMs: env.BOOK_DELAY_MS },
    ...(env.STATE_FILE ? { stateFile: env.STATE_FILE } : {}),
  }),
);
