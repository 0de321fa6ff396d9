import { readFileSync } from "node:fs";
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
    /** PEM files; with both, STARTTLS is offered. */
    SMTP_KEY_FILE: z.string().min(1).optional(),
    SMTP_CERTIFICATE_FILE: z.string().min(1).optional(),
  }),
  process.env,
);

const { SMTP_USER: user, SMTP_PASSWORD: password } = env;
const { SMTP_KEY_FILE: keyFile, SMTP_CERTIFICATE_FILE: certificateFile } = env;

await runParty("mail", () =>
  startMailSandbox({
    port: env.PORT,
    smtpPort: env.SMTP_PORT,
    ...(user && password ? { credentials: { user, password } } : {}),
    ...(keyFile && certificateFile
      ? { tls: { key: readFileSync(keyFile, "utf8"), cert: readFileSync(certificateFile, "utf8") } }
      : {}),
  }),
);
