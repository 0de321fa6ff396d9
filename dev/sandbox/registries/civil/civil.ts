import { civilRecords } from "../../../seed/civil-records.ts";
import { openParty } from "../../party.ts";
import type { Party } from "../../party.ts";
import { createRegistry, registryProblem } from "../registry.ts";

/** The civil registry of the Ministry of Interior: `GET /person/{nationalId}`. */
export async function startCivilRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId"]);
  const people = new Map(civilRecords.map((person) => [person.nationalId, person]));
  registry.app.get("/person/:nationalId", (c) => {
    const nationalId = c.req.param("nationalId");
    return registry.answer(c, { operation: "PERSON", nationalId }, (fault) => {
      const found =
        fault?.kind === "wrong"
          ? civilRecords.find((person) => person.nationalId !== nationalId)
          : people.get(nationalId);
      return found ? c.json(found) : registryProblem(c, 404, "No person with this number.");
    });
  });
  const party = await openParty(registry.app, options.port);
  return {
    ...party,
    close() {
      registry.release();
      return party.close();
    },
  };
}
