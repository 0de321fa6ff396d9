import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startAssistanceRegistry } from "./social.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3073) }), process.env);

await runParty("assistance-registry", () => startAssistanceRegistry({ port: env.PORT }));
