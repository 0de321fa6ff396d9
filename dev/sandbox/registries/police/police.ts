import { policeHoldsOf, ticketsOn } from "../../../seed/police-records.ts";
import type { Party } from "../../party.ts";
import { answerAboutPerson } from "../about-person.ts";
import { createRegistry, registryProblem } from "../registry.ts";

const tickets = () => ticketsOn(new Date());

const openTicketsOf = (driver: string) =>
  tickets().filter(
    ({ driverNationalId, status }) => driverNationalId === driver && status !== "paid",
  );

/** How many tickets a driver has open, and what they come to. */
const finesOf = (nationalId: string) => {
  const open = openTicketsOf(nationalId);
  const amountMinor = open.reduce((sum, { amount }) => sum + BigInt(amount.amountMinor), 0n);
  const total = { amountMinor: amountMinor.toString(), currency: "ILS" };
  return { nationalId, unpaid: { count: open.length, total } };
};

/**
 * The registry of the police: `GET /holds/{nationalId}`, `GET /fines/{nationalId}`,
 * `GET /tickets?driver=` (those not yet paid), `GET /ticket/{number}`.
 */
export async function startPoliceRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId", "number"]);
  answerAboutPerson(registry, { operation: "holds", of: policeHoldsOf });
  answerAboutPerson(registry, { operation: "fines", of: finesOf });
  registry.app.get("/tickets", async (c) => {
    const driver = c.req.query("driver") ?? "";
    if (!/^\d{9}$/.test(driver)) return registryProblem(c, 400, "driver: nine digits.");
    return registry.answer(c, { operation: "tickets", nationalId: driver }, () =>
      c.json({ tickets: openTicketsOf(driver) }),
    );
  });
  registry.app.get("/ticket/:number", (c) => {
    const number = c.req.param("number");
    return registry.answer(c, { operation: "ticket", number }, (fault) => {
      const wanted = (one: string) => (one === number) === (fault?.kind !== "wrong");
      const found = tickets().find((ticket) => wanted(ticket.number));
      return found ? c.json(found) : registryProblem(c, 404, "No ticket with this number.");
    });
  });
  return await registry.open(options.port);
}
