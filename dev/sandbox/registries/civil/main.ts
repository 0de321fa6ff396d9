import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startCivilRegistry } from "./civil.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3053) }), process.env);

await runParty("civil-registry", () => startCivilRegistry({ port: env.PORT }));
