import { startCivilRegistry } from "../../dev/sandbox/registries/civil/civil.ts";
import { citizens } from "../../dev/seed/citizens.ts";
import { civilRecords } from "../../dev/seed/civil-records.ts";
import { importPublicKey, verifyRequest } from "@gov/kit/http-signature.ts";
import { listen, listenerOf } from "@gov/kit/server.ts";
import { Hono } from "hono";
import { exchangeKey } from "./sso-under-test.ts";

type Seen = Readonly<{ path: string; purpose: string | null; user: string | null }>;

/**
 * The sandbox's civil registry behind the exchange's contract on a real socket: signatures are
 * checked, questions and purposes remembered, and `down` stands for an exchange that fails.
 */
export const startRegistryBehindExchange = async () => {
  const civil = await startCivilRegistry({ port: 0 });
  const key = importPublicKey(exchangeKey.publicKey.export({ format: "jwk" }));
  const seen: Seen[] = [];
  const state = { down: false, unknown: new Set<string>() };
  const app = new Hono();
  let url = "";
  app.get("/r1/PS/GOV/MOI/civil-registry/person/:id", async (c) => {
    const { pathname } = new URL(c.req.url);
    const { headers } = c.req.raw;
    const signed = { method: "GET", url: `${url}${pathname}`, headers, body: new Uint8Array() };
    const verified = await verifyRequest(signed, () => Promise.resolve(key));
    if (!verified.ok) return c.json({ type: "Client.InvalidSignature" }, 500);
    const purpose = headers.get("uxp-purpose-ids");
    seen.push({ path: pathname, purpose, user: headers.get("x-road-userid") });
    if (state.down) return c.json({ type: "Server.ServerProxy.NetworkError" }, 500);
    if (state.unknown.has(c.req.param("id"))) return c.json({ status: 404 }, 404);
    return await fetch(`${civil.url}/person/${c.req.param("id")}`);
  });
  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  url = `http://localhost:${server.port}`;
  const close = async (): Promise<void> => {
    server.server.closeAllConnections();
    await server.close();
    await civil.close();
  };
  return { url, seen, state, close };
};

export type RegistryUnderTest = Awaited<ReturnType<typeof startRegistryBehindExchange>>;

/** A citizen of the sandbox as they describe themselves in a registration. */
export const describe = (key: string) => {
  const citizen = citizens.find((one) => one.key === key);
  if (!citizen) throw new Error(`no citizen is called ${key}`);
  const [year = "", month = "", day = ""] = citizen.dateOfBirth.split("-");
  return {
    nationalId: citizen.nationalId,
    firstName: citizen.name.ar.first,
    familyName: citizen.name.ar.family,
    dateOfBirth: { "dateOfBirth-day": day, "dateOfBirth-month": month, "dateOfBirth-year": year },
    documentKind: citizen.lastDocument.kind as string,
    documentNumber: citizen.lastDocument.number,
    phone: citizen.phone,
  };
};

export type Described = ReturnType<typeof describe>;

/** The one whom the registry knows to have died. */
export const describeDeceased = (): Described => {
  const record = civilRecords.find(({ status }) => status === "deceased");
  if (!record) throw new Error("nobody has died in the sandbox");
  const [year = "", month = "", day = ""] = record.dateOfBirth.split("-");
  return {
    nationalId: record.nationalId,
    firstName: record.nameAr.first,
    familyName: record.nameAr.family,
    dateOfBirth: { "dateOfBirth-day": day, "dateOfBirth-month": month, "dateOfBirth-year": year },
    documentKind: record.lastDocument.kind,
    documentNumber: record.lastDocument.number,
    phone: "+970599000111",
  };
};
