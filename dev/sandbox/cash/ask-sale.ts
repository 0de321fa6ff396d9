import { randomUUID } from "node:crypto";
import type { Sale } from "./books.ts";
import { collectionsPath, wireFault, type Company, type Wire } from "./company.ts";
import type { Answer } from "./gateway-client.ts";
import { collectionSchema } from "./gateway-schema.ts";
import { refusedSale, withCollection } from "./sale-words.ts";

/** Writes down what the gateway answered to an ask. */
const learn = (company: Company, sale: Sale, answer: Answer): Sale => {
  if (answer.kind === "noAnswer") return sale;
  if (answer.kind === "refused") return company.write(refusedSale(sale, answer));
  const collection = collectionSchema.safeParse(answer.body);
  return collection.success ? company.write(withCollection(sale, collection.data)) : sale;
};

const reserve = async (
  company: Company,
  agent: string,
  billingNumber: string,
  fault: Wire,
): Promise<Sale> => {
  const reference = randomUUID();
  const amount = { amountMinor: 0n, currency: "ILS" } as const;
  const sale = company.write({ reference, agent, billingNumber, state: "asked", ...amount });
  const body = { agent, reference, billingNumber };
  const key = `${reference}-reserve`;
  return learn(
    company,
    sale,
    await company.client.call({ method: "POST", path: collectionsPath, body, key, fault }),
  );
};

/** Asks for a bill and holds it; with `reserveTwice`, at two agents at once. */
export const askSales = async (
  company: Company,
  agent: string,
  billingNumber: string,
): Promise<Sale[]> => {
  const fault = company.faultFor("RESERVE", { agent, billingNumber });
  if (fault?.kind !== "reserveTwice") {
    return [await reserve(company, agent, billingNumber, wireFault(fault))];
  }
  const agents = [agent, company.otherAgent(agent)];
  return await Promise.all(agents.map((one) => reserve(company, one, billingNumber, undefined)));
};
