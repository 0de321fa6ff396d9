import { assessmentsOn } from "../../../seed/assessments.ts";
import type { Party } from "../../party.ts";
import { createRegistry } from "../registry.ts";
import { serveOfPerson, serveRecord } from "../serve-records.ts";

/**
 * Property tax at the Ministry of Finance: `GET /assessment/{number}`,
 * `GET /assessments?owner=`.
 */
export async function startPropertyTaxRegistry(options: {
  port: number;
  now?: () => Date;
}): Promise<Party> {
  const registry = createRegistry(["operation", "number", "owner"]);
  const all = () => assessmentsOn(options.now?.() ?? new Date());
  serveRecord(
    registry,
    { path: "assessment", operation: "ASSESSMENT", key: "number" },
    {
      find: (number) => all().find((one) => one.number === number),
      other: (number) => all().find((one) => one.number !== number),
    },
  );
  serveOfPerson(
    registry,
    { path: "assessments", operation: "ASSESSMENTS", key: "owner" },
    {
      of: (owner) => all().filter((one) => one.ownerNationalId === owner),
      ofOthers: (owner) => all().filter((one) => one.ownerNationalId !== owner),
    },
  );
  return await registry.open(options.port);
}
