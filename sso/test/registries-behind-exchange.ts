import { startCivilRegistry } from "../../dev/sandbox/registries/civil/civil.ts";
import { startCompaniesRegistry } from "../../dev/sandbox/registries/companies/companies.ts";
import { notAnswered, startStandInExchange, type Question } from "./stand-in-exchange.ts";

/**
 * The sandbox's registries of companies and of guardianships behind the exchange: the purpose is
 * checked; `down` names registries that do not answer.
 */
export const startRegistriesBehindExchange = async () => {
  const civil = await startCivilRegistry({ port: 0 });
  const companies = await startCompaniesRegistry({ port: 0 });
  const down = new Set<"civil" | "companies">();
  const asked: string[] = [];
  const serve =
    (registry: "civil" | "companies", target: string) =>
    async ({ path, search, purpose }: Question): Promise<Response> => {
      if (purpose !== "representation") {
        return Response.json({ type: "Server.ServerProxy.AccessDenied" }, { status: 403 });
      }
      asked.push(`${path}${search}`);
      return down.has(registry) ? notAnswered() : await fetch(`${target}${search}`);
    };
  const exchange = await startStandInExchange({
    "MOI/civil-registry/guardianships": serve("civil", `${civil.url}/guardianships`),
    "MNE/companies-registry/roles": serve("companies", `${companies.url}/roles`),
  });

  /** Writes into the companies registry who signs; null takes the person off. */
  const setRole = async (
    registrationNumber: string,
    nationalId: string,
    role: "generalManager" | "authorisedSignatory" | null,
  ): Promise<void> => {
    const response = await fetch(`${companies.url}/_sandbox/representatives`, {
      method: "PUT",
      body: JSON.stringify({ registrationNumber, nationalId, role }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  const close = async (): Promise<void> => {
    await exchange.close();
    await civil.close();
    await companies.close();
  };
  return { url: exchange.url, down, asked, setRole, close };
};

export type Registries = Awaited<ReturnType<typeof startRegistriesBehindExchange>>;
