import { degrees } from "../../../seed/degrees.ts";
import type { Party } from "../../party.ts";
import { createRegistry } from "../registry.ts";
import { serveOfPerson, serveRecord } from "../serve-records.ts";

/**
 * The degrees that universities report to the Ministry of Higher Education:
 * `GET /degree/{number}`, `GET /degrees?graduate=`.
 */
export async function startDegreeRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "number", "graduate"]);
  serveRecord(
    registry,
    { path: "degree", operation: "DEGREE", key: "number" },
    {
      find: (number) => degrees.find((degree) => degree.number === number),
      other: (number) => degrees.find((degree) => degree.number !== number),
    },
  );
  serveOfPerson(
    registry,
    { path: "degrees", operation: "DEGREES", key: "graduate" },
    {
      of: (graduate) => degrees.filter((degree) => degree.graduateNationalId === graduate),
      ofOthers: (graduate) => degrees.filter((degree) => degree.graduateNationalId !== graduate),
    },
  );
  return await registry.open(options.port);
}
