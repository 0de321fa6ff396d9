import { nationalIdOf } from "../../../seed/citizens.ts";
import { healthFileOn } from "../../../seed/health-files.ts";
import type { Party } from "../../party.ts";
import { createRegistry } from "../registry.ts";
import { serveRecord } from "../serve-records.ts";

/**
 * The government's health insurance at the Ministry of Health: `GET /file/{nationalId}`, the
 * policy and whom it covered.
 */
export async function startHealthInsuranceRegistry(options: {
  port: number;
  now?: () => Date;
}): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId"]);
  const now = () => options.now?.() ?? new Date();
  serveRecord(
    registry,
    { path: "file", operation: "FILE", key: "nationalId" },
    {
      find: (nationalId) =>
        /^\d{9}$/.test(nationalId) ? healthFileOn(now(), nationalId) : undefined,
      other: (nationalId) => {
        const [sara, omar] = [nationalIdOf("sara"), nationalIdOf("omar")];
        return healthFileOn(now(), nationalId === sara ? omar : sara);
      },
    },
  );
  return await registry.open(options.port);
}
