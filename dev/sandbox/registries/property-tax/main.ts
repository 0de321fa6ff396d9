import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startPropertyTaxRegistry } from "./property-tax.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3081) }), process.env);

await runParty("property-tax-registry", () => startPropertyTaxRegistry({ port: env.PORT }));
