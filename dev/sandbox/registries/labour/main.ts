import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startLabourRegistry } from "./labour.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3084) }), process.env);

await runParty("labour-registry", () => startLabourRegistry({ port: env.PORT }));
