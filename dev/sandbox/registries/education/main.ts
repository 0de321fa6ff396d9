import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startExamRegistry } from "./education.ts";

const env = readConfig(z.object({ PORT: portSchema.default(3082) }), process.env);

await runParty("exam-registry", () => startExamRegistry({ port: env.PORT }));
