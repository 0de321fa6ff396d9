import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startHealthInsuranceRegistry } from "./health-insurance.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3085) }), process.env);

await runParty("health-insurance-registry", () => startHealthInsuranceRegistry({ port: env.PORT }));
