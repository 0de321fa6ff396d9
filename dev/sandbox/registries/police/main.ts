import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startPoliceRegistry } from "./police.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3072) }), process.env);

await runParty("police-registry", () => startPoliceRegistry({ port: env.PORT }));
