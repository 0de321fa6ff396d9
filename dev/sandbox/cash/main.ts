import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startCashSandbox } from "./cash.ts";

const env = readConfig(
  z.object({
    PORT: portSchema.default(3057),
    PAY_URL: z.url(),
    SSO_ISSUER: z.url(),
    CASH_CLIENT_ID: z.string().min(1).max(128),
    CASH_CLIENT_SECRET: z.string().min(16),
    /** Codes of the company's agents, separated by commas. */
    CASH_AGENTS: z
      .string()
      .transform((text) => text.split(",").filter((one) => one !== ""))
      .pipe(z.array(z.string().max(32)).min(1).max(100)),
    CASH_REPORT_TOKEN: z.string().min(16).optional(),
    STATE_FILE: z.string().min(1).optional(),
  }),
  process.env,
);

await runParty("cash", () =>
  startCashSandbox({
    port: env.PORT,
    payUrl: env.PAY_URL,
    issuer: env.SSO_ISSUER,
    clientId: env.CASH_CLIENT_ID,
    clientSecret: env.CASH_CLIENT_SECRET,
    agents: env.CASH_AGENTS,
    ...(env.CASH_REPORT_TOKEN ? { reportToken: env.CASH_REPORT_TOKEN } : {}),
    ...(env.STATE_FILE ? { stateFile: env.STATE_FILE } : {}),
  }),
);
