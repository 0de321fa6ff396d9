import { jobseekerOn } from "../../../seed/jobseekers.ts";
import type { Party } from "../../party.ts";
import { startPersonRegistry, type PersonRegistryOptions } from "../person-registry.ts";

/** The labour offices' register of people who seek work: `GET /jobseeker/{nationalId}`. */
export const startLabourRegistry = (options: PersonRegistryOptions): Promise<Party> =>
  startPersonRegistry(options, {
    path: "jobseeker",
    recordOn: jobseekerOn,
    others: ["rania", "khaled"],
  });
