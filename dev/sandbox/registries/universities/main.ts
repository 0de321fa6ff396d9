import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startDegreeRegistry } from "./universities.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3083) }), process.env);

await runParty("degree-registry", () => startDegreeRegistry({ port: env.PORT }));
