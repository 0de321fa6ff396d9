import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startCompaniesRegistry } from "./companies.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3061) }), process.env);

await runParty("companies-registry", () => startCompaniesRegistry({ port: env.PORT }));
