import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startJusticeRegistry } from "./justice.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3071) }), process.env);

await runParty("justice-registry", () => startJusticeRegistry({ port: env.PORT }));
