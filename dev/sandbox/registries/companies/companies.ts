import { z } from "zod";
import { searchWords } from "@gov/country/search-folding.ts";
import { companies } from "../../../seed/companies.ts";
import type { Company, CompanyRole } from "../../../seed/companies.ts";
import type { Party } from "../../party.ts";
import { createRegistry, registryProblem } from "../registry.ts";

const nineDigits = z.string().regex(/^\d{9}$/);
const changeSchema = z.strictObject({
  registrationNumber: nineDigits,
  nationalId: nineDigits,
  /** Null takes the person off the register. */
  role: z.enum(["generalManager", "authorisedSignatory"]).nullable(),
});
type Change = z.infer<typeof changeSchema>;

const withChange = (company: Company, { nationalId, role }: Change): Company => {
  const others = company.representatives.filter((one) => one.nationalId !== nationalId);
  const since = new Date().toISOString().slice(0, 10);
  const added = role ? [{ nationalId, role: role satisfies CompanyRole, since }] : [];
  return { ...company, representatives: [...others, ...added] };
};

/** The roles of a person in companies that are active. */
const rolesIn = (all: Iterable<Company>, person: string) =>
  [...all]
    .filter(({ status }) => status === "active")
    .flatMap(({ registrationNumber, name, representatives }) =>
      representatives
        .filter(({ nationalId }) => nationalId === person)
        .map(({ role, since }) => ({ registrationNumber, name, role, since })),
    );

const spelling = (name: string): string => searchWords(name).join(" ");

/** Whether an active company bears the name, in whatever spelling. */
const isTaken = (name: string, all: Iterable<Company>): boolean =>
  [...all].some(
    (company) =>
      company.status === "active" &&
      [company.name.ar, company.name.en].some((one) => spelling(one) === spelling(name)),
  );

/**
 * The companies registry of the Ministry of National Economy: `GET /roles?person=`,
 * `GET /company/{registrationNumber}`, `GET /names?name=`. `PUT /_sandbox/representatives` changes who signs.
 */
export async function startCompaniesRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId", "registrationNumber", "name"]);
  const known = new Map(companies.map((company) => [company.registrationNumber, company]));
  registry.app.get("/roles", async (c) => {
    const person = c.req.query("person") ?? "";
    if (!/^\d{9}$/.test(person)) return registryProblem(c, 400, "person: nine digits.");
    return registry.answer(c, { operation: "ROLES", nationalId: person }, () =>
      c.json({ roles: rolesIn(known.values(), person) }),
    );
  });
  registry.app.get("/company/:registrationNumber", (c) => {
    const registrationNumber = c.req.param("registrationNumber");
    return registry.answer(c, { operation: "COMPANY", registrationNumber }, () => {
      const { key: _key, ...found } = known.get(registrationNumber) ?? { key: undefined };
      return "name" in found ? c.json(found) : registryProblem(c, 404, "No such company.");
    });
  });
  registry.app.get("/names", async (c) => {
    const name = (c.req.query("name") ?? "").slice(0, 200);
    if (name.trim() === "") return registryProblem(c, 400, "name: the name to look for.");
    return registry.answer(c, { operation: "NAMES", name }, () =>
      c.json({ name, taken: isTaken(name, known.values()) }),
    );
  });
  registry.app.put("/_sandbox/representatives", async (c) => {
    const parsed = changeSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return registryProblem(c, 400, z.prettifyError(parsed.error));
    const company = known.get(parsed.data.registrationNumber);
    if (!company) return registryProblem(c, 404, "No such company.");
    known.set(company.registrationNumber, withChange(company, parsed.data));
    return c.json({});
  });
  return await registry.open(options.port);
}
