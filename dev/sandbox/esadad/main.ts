import { createPrivateKey, createPublicKey } from "node:crypto";
import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startEsadadSandbox } from "./esadad.ts";

const env = readConfig(
  z.object({
    PORT: portSchema.default(3055),
    /** Where the biller takes the hub's messages. */
    BILLER_URL: z.url(),
    ESADAD_BILLER_CODE: z.string().min(1).max(40),
    ESADAD_HUB_CODE: z.string().min(1).max(40),
    /** PEM: the hub's own key, and the biller's public one. */
    ESADAD_HUB_PRIVATE_KEY: z.string().min(1),
    ESADAD_BILLER_PUBLIC_KEY: z.string().min(1),
    STATE_FILE: z.string().min(1).optional(),
  }),
  process.env,
);

await runParty("esadad", () =>
  startEsadadSandbox({
    port: env.PORT,
    billerUrl: env.BILLER_URL.replace(/\/$/, ""),
    billerCode: env.ESADAD_BILLER_CODE,
    hubCode: env.ESADAD_HUB_CODE,
    hubKey: createPrivateKey(env.ESADAD_HUB_PRIVATE_KEY),
    billerKey: createPublicKey(env.ESADAD_BILLER_PUBLIC_KEY),
    ...(env.STATE_FILE ? { stateFile: env.STATE_FILE } : {}),
  }),
);
