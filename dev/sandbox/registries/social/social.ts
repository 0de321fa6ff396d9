import { assistanceOf } from "../../../seed/assistance.ts";
import type { Party } from "../../party.ts";
import { answerAboutPerson } from "../about-person.ts";
import { createRegistry } from "../registry.ts";

/** The register of assisted households, Ministry of Social Development: `GET /assistance/{nationalId}`. */
export async function startAssistanceRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId"]);
  answerAboutPerson(registry, { operation: "assistance", of: assistanceOf });
  return await registry.open(options.port);
}
