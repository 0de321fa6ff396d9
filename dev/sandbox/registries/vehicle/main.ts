import { readConfig } from "@gov/kit/config.ts";
import { z } from "zod";
import { portSchema } from "../../party.ts";
import { runParty } from "../../run-party.ts";
import { startVehicleRegistry } from "./vehicle.ts";

const env = readConfig(
  z.object({ PORT: portSchema.default(3054), STATE_FILE: z.string().min(1).optional() }),
  process.env,
);

await runParty("vehicle-registry", () =>
  startVehicleRegistry({
    port: env.PORT,
    ...(env.STATE_FILE ? { stateFile: env.STATE_FILE } : {}),
  }),
);
