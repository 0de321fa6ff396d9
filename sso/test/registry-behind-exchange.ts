import { startCivilRegistry } from "../../dev/sandbox/registries/civil/civil.ts";
import { citizens } from "../../dev/seed/citizens.ts";
import { civilRecords } from "../../dev/seed/civil-records.ts";
import { seed } from "./people-and-clients.ts";
import { startSso } from "./sso-under-test.ts";
import { notAnswered, startStandInExchange, type Question } from "./stand-in-exchange.ts";

/**
 * The sandbox's civil registry behind the exchange: questions and purposes are remembered, and
 * `down` stands for an exchange that fails.
 */
export const startRegistryBehindExchange = async () => {
  const civil = await startCivilRegistry({ port: 0 });
  const seen: Omit<Question, "search">[] = [];
  const state = { down: false, unknown: new Set<string>() };
  const person = async ({ path, purpose, user }: Question): Promise<Response> => {
    seen.push({ path, purpose, user });
    if (state.down) return notAnswered();
    const nationalId = path.split("/").at(-1) ?? "";
    if (state.unknown.has(nationalId)) return Response.json({ status: 404 }, { status: 404 });
    return await fetch(`${civil.url}/person/${nationalId}`);
  };
  const exchange = await startStandInExchange({ "MOI/civil-registry/person/:id": person });
  const close = async (): Promise<void> => {
    await exchange.close();
    await civil.close();
  };
  return { url: exchange.url, seen, state, close };
};

export type RegistryUnderTest = Awaited<ReturnType<typeof startRegistryBehindExchange>>;

/** The service with the seeded people, and the registry that it asks. */
export const startSsoWithRegistry = async () => {
  const exchange = await startRegistryBehindExchange();
  const sso = await startSso(undefined, { exchangeUrl: exchange.url });
  await seed(sso);
  const close = async (): Promise<void> => {
    await sso.close();
    await exchange.close();
  };
  return { exchange, sso, close };
};

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
