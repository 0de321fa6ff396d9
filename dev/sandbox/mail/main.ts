import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startMailSandbox } from "./mail.ts";

const env = readConfig(
  z.object({
    PORT: portSchema.default(3058),
    SMTP_PORT: portSchema.default(3059),
    /** Without both, whoever connects may send. */
    SMTP_USER: z.string().min(1).max(64).optional(),
    SMTP_PASSWORD: z.string().min(1).max(64).optional(),
  }),
  process.env,
);

const { SMTP_USER: user, SMTP_PASSWORD: password } = env;

await runParty("mail", () =>
  startMailSandbox({
    port: env.PORT,
    smtpPort: env.SMTP_PORT,
    ...(user && password ? { credentials: { user, password } } : {}),
  }),
);
