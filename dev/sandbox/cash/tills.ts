import { randomUUID } from "node:crypto";
import type { Money } from "@gov/kit/money.ts";
import type { FaultBook } from "../faults.ts";
import { askSales } from "./ask-sale.ts";
import type { Sale } from "./books.ts";
import type { CashFaultKind } from "./cash-faults.ts";
import { openCompany, wireFault, type Company, type CompanyOptions } from "./company.ts";
import { confirmSale } from "./confirm-sale.ts";
import { endSale, recoverSale } from "./end-sale.ts";
import type { Answer } from "./gateway-client.ts";

type PayoutInput = { agent: string; code: string; amount: Money };

/** What a person, or a test, can do at the company's tills. */
export type Tills = Pick<
  Company,
  "agents" | "books" | "book" | "holds" | "settings" | "change" | "close"
> & {
  /** Asks for a bill and holds it. With `reserveTwice` at two agents at once: gives both. */
  ask(agent: string, billingNumber: string): Promise<Sale[]>;
  /** The cash goes into the drawer, then the gateway is told. */
  confirm(reference: string): Promise<Sale | undefined>;
  cancel(reference: string): Promise<Sale | undefined>;
  voidSale(reference: string, reason: string): Promise<Sale | undefined>;
  payOut(input: PayoutInput): Promise<Answer>;
  /** Brings everything unfinished to its end, as after a power cut; gives how many. */
  recover(): Promise<number>;
};

async function payOut(company: Company, { agent, code, amount }: PayoutInput): Promise<Answer> {
  const reference = randomUUID();
  const { amountMinor, currency } = amount;
  const answer = await company.client.call({
    method: "POST",
    path: "/v1/agent/payouts",
    key: `${reference}-payout`,
    fault: wireFault(company.faultFor("PAYOUT", { agent, billingNumber: code })),
    body: { agent, reference, code, amount: { amountMinor: String(amountMinor), currency } },
  });
  if (answer.kind === "done") {
    const at = new Date().toISOString();
    company.note({ type: "payout", payout: { reference, agent, amountMinor, currency, at } });
  }
  return answer;
}

export function openTills(options: CompanyOptions, book: FaultBook<CashFaultKind>): Tills {
  const company = openCompany(options, book);
  return {
    ...company,
    ask: (agent, billingNumber) => askSales(company, agent, billingNumber),
    confirm: (reference) => confirmSale(company, reference),
    cancel: (reference) =>
      endSale(company, reference, { name: "cancel", from: "reserved", to: "cancelled" }),
    voidSale: (reference, reason) => {
      const more = { reason };
      return endSale(company, reference, { name: "void", from: "confirmed", to: "voided", more });
    },
    payOut: (input) => payOut(company, input),
    async recover() {
      const open = [...company.books.sales.values()].filter(
        (sale) => sale.state === "asked" || sale.state === "cashTaken",
      );
      for (const sale of open) await recoverSale(company, sale);
      return open.length;
    },
  };
}
