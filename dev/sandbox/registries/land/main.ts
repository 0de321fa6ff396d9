import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startLandRegistry } from "./land.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3080) }), process.env);

await runParty("land-registry", () => startLandRegistry({ port: env.PORT }));
