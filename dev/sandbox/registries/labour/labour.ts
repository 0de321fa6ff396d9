import { nationalIdOf } from "../../../seed/citizens.ts";
import { jobseekerOn } from "../../../seed/jobseekers.ts";
import type { Party } from "../../party.ts";
import { createRegistry } from "../registry.ts";
import { serveRecord } from "../serve-records.ts";

/** The labour offices' register of people who seek work: `GET /jobseeker/{nationalId}`. */
export async function startLabourRegistry(options: {
  port: number;
  now?: () => Date;
}): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId"]);
  const now = () => options.now?.() ?? new Date();
  serveRecord(
    registry,
    { path: "jobseeker", operation: "JOBSEEKER", key: "nationalId" },
    {
      find: (nationalId) =>
        /^\d{9}$/.test(nationalId) ? jobseekerOn(now(), nationalId) : undefined,
      other: (nationalId) => {
        const [rania, khaled] = [nationalIdOf("rania"), nationalIdOf("khaled")];
        return jobseekerOn(now(), nationalId === rania ? khaled : rania);
      },
    },
  );
  return await registry.open(options.port);
}
