import { civilRecords } from "../../../seed/civil-records.ts";
import { documentHoldersOn } from "../../../seed/identity-documents.ts";
import type { Party } from "../../party.ts";
import { answerAboutPerson } from "../about-person.ts";
import { createRegistry, registryProblem } from "../registry.ts";

const ageOfMajority = 18;

const isUnderAge = (dateOfBirth: string, now: Date): boolean => {
  const day = new Date(`${dateOfBirth}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + ageOfMajority);
  return day > now;
};

/** The living children under age of a person, each with how they are related. */
const childrenOf = (guardian: string) =>
  civilRecords.flatMap(({ parents, status, nationalId, nameAr, nameEn, dateOfBirth }) => {
    const relation =
      parents?.father === guardian ? "father" : parents?.mother === guardian ? "mother" : undefined;
    if (!relation || status !== "alive" || !isUnderAge(dateOfBirth, new Date())) return [];
    return [{ nationalId, nameAr, nameEn, dateOfBirth, relation }];
  });

/**
 * The civil registry of the Ministry of Interior: `GET /person/{nationalId}`,
 * `GET /documents/{nationalId}`, `GET /guardianships?guardian=`.
 */
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
  registry.app.get("/guardianships", async (c) => {
    const guardian = c.req.query("guardian") ?? "";
    if (!/^\d{9}$/.test(guardian)) return registryProblem(c, 400, "guardian: nine digits.");
    return registry.answer(c, { operation: "GUARDIANSHIPS", nationalId: guardian }, () =>
      c.json({ children: childrenOf(guardian) }),
    );
  });
  answerAboutPerson(registry, {
    operation: "documents",
    of: (nationalId) =>
      documentHoldersOn(new Date()).find((holder) => holder.nationalId === nationalId),
  });
  return await registry.open(options.port);
}
