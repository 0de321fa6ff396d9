import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startHealthRegistry } from "./health.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3070) }), process.env);

await runParty("health-registry", () => startHealthRegistry({ port: env.PORT }));
