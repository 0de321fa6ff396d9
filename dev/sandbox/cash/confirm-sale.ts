import type { Fault } from "../faults.ts";
import type { Sale } from "./books.ts";
import type { CashFaultKind } from "./cash-faults.ts";
import { wireFault, type Company } from "./company.ts";
import type { Answer } from "./gateway-client.ts";
import { confirmedSale, refusedSale } from "./sale-words.ts";

const sendConfirm = async (
  company: Company,
  taken: Sale,
  fault: Fault<CashFaultKind> | undefined,
) => {
  const less = fault?.kind === "wrongAmount" ? 1n : 0n;
  const agent = fault?.kind === "otherAgent" ? company.otherAgent(taken.agent) : taken.agent;
  const amount = {
    amountMinor: String(taken.amountMinor - less),
    currency: taken.currency,
  };
  const body = { agent, amount };
  // A wrong confirmation uses a key of its own, so that the right one can follow.
  const key = `${taken.reference}-confirm${fault ? `-${fault.id}` : ""}`;
  const send = (own: string) =>
    company.step(taken, "confirm", { body, key: own, fault: wireFault(fault) });
  if (fault?.kind !== "confirmTwice") return [await send(key)];
  return await Promise.all([send(key), send(`${key}-again`)]);
};

const afterConfirm = (company: Company, taken: Sale, answers: readonly Answer[]): Sale => {
  const done = answers.find((answer) => answer.kind === "done");
  if (done) return company.write(confirmedSale(taken, done));
  const refused = answers.find((answer) => answer.kind === "refused");
  if (!refused) return taken;
  const said = refusedSale(taken, refused);
  const goesBack = refused.problem.type.endsWith(":give-the-cash-back");
  return company.write({ ...said, state: goesBack ? "givenBack" : "cashTaken" });
};

/** Tells the gateway of cash that lies in the drawer. */
export const confirmTaken = async (
  company: Company,
  taken: Sale,
  fault: Fault<CashFaultKind> | undefined,
) => afterConfirm(company, taken, await sendConfirm(company, taken, fault));

/** The cash goes into the drawer, then the gateway is told, as the fault will have it. */
export const confirmSale = async (
  company: Company,
  reference: string,
): Promise<Sale | undefined> => {
  const sale = company.books.sales.get(reference);
  if (!sale?.collectionId || (sale.state !== "reserved" && sale.state !== "cashTaken")) {
    return sale;
  }
  const taken = company.write({ ...sale, state: "cashTaken" });
  const fault = company.faultFor("CONFIRM", sale);
  if (fault?.kind === "neverConfirm") return taken;
  if (fault?.kind === "confirmLate") {
    void company.holds
      .wait({ operation: "CONFIRM", reference })
      .then(() => confirmTaken(company, taken, fault));
    return taken;
  }
  return await confirmTaken(company, taken, fault);
};
