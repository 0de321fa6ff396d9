import { courtOrdersOf, criminalRecordOf } from "../../../seed/justice-records.ts";
import type { Party } from "../../party.ts";
import { answerAboutPerson } from "../about-person.ts";
import { createRegistry } from "../registry.ts";

/**
 * Two registries behind one door: the criminal registry of the Ministry of Justice,
 * `GET /criminal-record/{nationalId}`, and the courts' of the High Judicial Council,
 * `GET /court-orders/{nationalId}`. To the exchange they are two members.
 */
export async function startJusticeRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId"]);
  answerAboutPerson(registry, { operation: "criminal-record", of: criminalRecordOf });
  answerAboutPerson(registry, { operation: "court-orders", of: courtOrdersOf });
  return await registry.open(options.port);
}
