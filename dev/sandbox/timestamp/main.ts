import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../party.ts";
import { runParty } from "../run-party.ts";
import { startTimestampSandbox } from "./timestamp.ts";

const pem = z.string().startsWith("-----BEGIN ");
const env = readConfig(
  z.object({
    PORT: portSchema.default(3062),
    TIMESTAMP_ROOT: pem,
    TIMESTAMP_CERTIFICATE: pem,
    TIMESTAMP_KEY: pem,
  }),
  process.env,
);

await runParty("timestamp", () =>
  startTimestampSandbox({
    port: env.PORT,
    keys: {
      root: env.TIMESTAMP_ROOT,
      certificate: env.TIMESTAMP_CERTIFICATE,
      key: env.TIMESTAMP_KEY,
    },
  }),
);
