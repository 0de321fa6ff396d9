import { importPublicKey, verifyRequest } from "@gov/kit/http-signature.ts";
import { listen, listenerOf } from "@gov/kit/server.ts";
import { Hono } from "hono";
import { startCivilRegistry } from "../../dev/sandbox/registries/civil/civil.ts";
import { startCompaniesRegistry } from "../../dev/sandbox/registries/companies/companies.ts";
import { exchangeKey } from "./sso-under-test.ts";

/**
 * The sandbox's registries of companies and of guardianships behind the exchange's contract on a
 * real socket: signatures and the purpose are checked; `down` names registries that do not answer.
 */
export const startRegistriesBehindExchange = async () => {
  const civil = await startCivilRegistry({ port: 0 });
  const companies = await startCompaniesRegistry({ port: 0 });
  const key = importPublicKey(exchangeKey.publicKey.export({ format: "jwk" }));
  const down = new Set<"civil" | "companies">();
  const asked: string[] = [];
  const app = new Hono();
  let url = "";
  const serve = (path: string, registry: "civil" | "companies", target: string): void => {
    app.get(`/r1/PS/GOV/${path}`, async (c) => {
      const { pathname, search } = new URL(c.req.url);
      const { headers } = c.req.raw;
      const here = `${url}${pathname}${search}`;
      const signed = { method: "GET", url: here, headers, body: new Uint8Array() };
      const verified = await verifyRequest(signed, () => Promise.resolve(key));
      const allowed = headers.get("uxp-purpose-ids") === "representation";
      if (!verified.ok || !allowed) return c.json({ type: "Server.ServerProxy.AccessDenied" }, 403);
      asked.push(`${pathname}${search}`);
      if (down.has(registry)) return c.json({ type: "Server.ServerProxy.NetworkError" }, 500);
      return await fetch(`${target}${search}`);
    });
  };
  serve("MOI/civil-registry/guardianships", "civil", `${civil.url}/guardianships`);
  serve("MNE/companies-registry/roles", "companies", `${companies.url}/roles`);
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  url = `http://localhost:${server.port}`;

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
    server.server.closeAllConnections();
    await server.close();
    await civil.close();
    await companies.close();
  };
  return { url, down, asked, setRole, close };
};

export type Registries = Awaited<ReturnType<typeof startRegistriesBehindExchange>>;
