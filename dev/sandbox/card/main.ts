import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startCardSandbox } from "./card.ts";

const env = readConfig(
  z.object({
    PORT: portSchema.default(3050),
    CARD_MERCHANT_ID: z.string().min(1).max(40),
    CARD_API_PASSWORD: z.string().min(16),
    CARD_WEBHOOK_SECRET: z.string().min(16),
    /** Where notifications go when an order names no address of its own. */
    NOTIFICATION_URL: z.url().optional(),
    STATE_FILE: z.string().min(1).optional(),
  }),
  process.env,
);

await runParty("card", () =>
  startCardSandbox({
    port: env.PORT,
    merchantId: env.CARD_MERCHANT_ID,
    password: env.CARD_API_PASSWORD,
    webhookSecret: env.CARD_WEBHOOK_SECRET,
    ...(env.NOTIFICATION_URL ? { notificationUrl: env.NOTIFICATION_URL } : {}),
    ...(env.STATE_FILE ? { stateFile: env.STATE_FILE } : {}),
  }),
);
