import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startSmsSandbox } from "./sms.ts";

const env = readConfig(
  z.object({
    PORT: portSchema.default(3051),
    SMPP_PORT: portSchema.default(3052),
    /** At most 15 characters, as SMPP has it; the password at most 8. */
    SMPP_SYSTEM_ID: z.string().min(1).max(15),
    SMPP_PASSWORD: z.string().min(1).max(8),
  }),
  process.env,
);

await runParty("sms", () =>
  startSmsSandbox({
    port: env.PORT,
    smppPort: env.SMPP_PORT,
    systemId: env.SMPP_SYSTEM_ID,
    password: env.SMPP_PASSWORD,
  }),
);
