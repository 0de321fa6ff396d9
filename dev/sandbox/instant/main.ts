import { readConfig } from "@gov/kit/config.ts";
import { importPrivateKey, importPublicKey } from "@gov/kit/http-signature.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startInstantSandbox } from "./instant.ts";

const jwk = z.string().transform((text) => JSON.parse(text) as object);

const env = readConfig(
  z.object({
    PORT: portSchema.default(3056),
    /** The bank's private key and the collecting member's public one, as JWK. */
    INSTANT_BANK_KEY: jwk.transform(importPrivateKey),
    INSTANT_MEMBER_KEY: jwk.transform(importPublicKey),
    /** Where credits are notified to. */
    NOTIFICATION_URL: z.url().optional(),
    STATE_FILE: z.string().min(1).optional(),
  }),
  process.env,
);

await runParty("instant", () =>
  startInstantSandbox({
    port: env.PORT,
    bankKey: env.INSTANT_BANK_KEY,
    memberKey: env.INSTANT_MEMBER_KEY,
    ...(env.NOTIFICATION_URL ? { settings: { notificationUrl: env.NOTIFICATION_URL } } : {}),
    ...(env.STATE_FILE ? { stateFile: env.STATE_FILE } : {}),
  }),
);
