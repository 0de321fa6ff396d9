import type { Sale } from "./books.ts";
import { collectionsPath, wireFault, type Company } from "./company.ts";
import { confirmTaken } from "./confirm-sale.ts";
import { collectionsSchema } from "./gateway-schema.ts";
import { refusedSale, withCollection } from "./sale-words.ts";

/** Cancels a held sale or voids a paid one. */
export const endSale = async (
  company: Company,
  reference: string,
  input: { name: "cancel" | "void"; from: Sale["state"]; to: Sale["state"]; more?: object },
): Promise<Sale | undefined> => {
  const sale = company.books.sales.get(reference);
  if (!sale?.collectionId || sale.state !== input.from) return sale;
  const fault = wireFault(company.faultFor(input.name === "void" ? "VOID" : "CANCEL", sale));
  const body = { agent: sale.agent, ...input.more };
  const answer = await company.step(sale, input.name, { body, fault });
  const voidedAt = new Date().toISOString();
  const when = input.name === "void" ? { voidedAt } : {};
  if (answer.kind === "done") return company.write({ ...sale, ...when, state: input.to });
  if (answer.kind === "noAnswer") return sale;
  return company.write({ ...refusedSale(sale, answer), state: sale.state });
};

/** Brings an unfinished sale to its end, as after a power cut. */
export const recoverSale = async (company: Company, sale: Sale): Promise<void> => {
  if (sale.state === "cashTaken") {
    await confirmTaken(company, sale, undefined);
    return;
  }
  const path = `${collectionsPath}?agent=${sale.agent}&reference=${sale.reference}`;
  const answer = await company.client.call({ method: "GET", path });
  const found = answer.kind === "done" ? collectionsSchema.safeParse(answer.body).data : undefined;
  if (!found) return;
  const [collection] = found.collections;
  // No cash was taken for what was only asked: the bill is let go.
  if (collection?.status !== "reserved") company.write({ ...sale, state: "cancelled" });
  else {
    company.write(withCollection(sale, collection));
    await endSale(company, sale.reference, { name: "cancel", from: "reserved", to: "cancelled" });
  }
};
