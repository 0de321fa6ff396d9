import { healthFileOn } from "../../../seed/health-files.ts";
import type { Party } from "../../party.ts";
import { startPersonRegistry, type PersonRegistryOptions } from "../person-registry.ts";

/**
 * The government's health insurance at the Ministry of Health: `GET /file/{nationalId}`, the
 * policy and whom it covered.
 */
export const startHealthInsuranceRegistry = (options: PersonRegistryOptions): Promise<Party> =>
  startPersonRegistry(options, { path: "file", recordOn: healthFileOn, others: ["sara", "omar"] });
