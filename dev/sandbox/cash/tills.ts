import { randomUUID } from "node:crypto";
import type { Money } from "@gov/kit/money.ts";
import type { Fault, FaultBook } from "../faults.ts";
import { createHolds, type Holds } from "../holds.ts";
import { openJournal } from "../journal.ts";
import { applyEvent, emptyBooks, type BookEvent, type Books, type Sale } from "./books.ts";
import { kindsByOperation, type CashFaultKind, type CashOperation } from "./cash-faults.ts";
import { createGatewayClient, type Answer, type Asked } from "./gateway-client.ts";
import { collectionSchema, collectionsSchema, type Collection } from "./gateway-schema.ts";
import { defaultSettings, type Settings } from "./settings.ts";

export type TillsOptions = {
  payUrl: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  agents: readonly string[];
  stateFile?: string;
  settings?: Partial<Settings>;
};

/** The company's point-of-sale system: every till, its books, its way of talking to the gateway. */
export type Tills = {
  agents: readonly string[];
  books: Books;
  book: FaultBook<CashFaultKind>;
  holds: Holds;
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  /** Asks for a bill and holds it. With `reserveTwice` at two agents at once: gives both. */
  ask(agent: string, billingNumber: string): Promise<Sale[]>;
  /** The cash goes into the drawer, then the gateway is told. */
  confirm(reference: string): Promise<Sale | undefined>;
  cancel(reference: string): Promise<Sale | undefined>;
  voidSale(reference: string, reason: string): Promise<Sale | undefined>;
  payOut(input: { agent: string; code: string; amount: Money }): Promise<Answer>;
  /** Brings everything unfinished to its end, as after a power cut; gives how many. */
  recover(): Promise<number>;
  close(): void;
};

type Wire = "dropMidAnswer" | "loseAnswer" | undefined;
const wireFault = (fault: Fault<CashFaultKind> | undefined): Wire =>
  fault?.kind === "dropMidAnswer" || fault?.kind === "loseAnswer" ? fault.kind : undefined;

const base = "/v1/agent/collections";

export function openTills(options: TillsOptions, book: FaultBook<CashFaultKind>): Tills {
  const books = emptyBooks();
  let settings: Settings = { ...defaultSettings, ...options.settings };
  const journal = openJournal<BookEvent>(options.stateFile, (event) => applyEvent(books, event));
  const client = createGatewayClient({ ...options, settings: () => settings });
  const holds = createHolds();
  const note = (event: BookEvent) => {
    journal.append(event);
    applyEvent(books, event);
  };
  const write = (sale: Sale): Sale => {
    note({ type: "sale", sale });
    return sale;
  };
  const faultFor = (operation: CashOperation, sale: Pick<Sale, "agent" | "billingNumber">) =>
    book.take(
      { operation, agent: sale.agent, billingNumber: sale.billingNumber },
      kindsByOperation[operation],
    );
  const otherAgent = (agent: string) => options.agents.find((one) => one !== agent) ?? agent;
  const step = (sale: Sale, name: string, more: Partial<Asked> & { body: object }) =>
    client.call({
      method: "POST",
      path: `${base}/${sale.collectionId}/${name}`,
      key: `${sale.reference}-${name}`,
      ...more,
    });

  const reserve = async (agent: string, billingNumber: string, fault: Wire): Promise<Sale> => {
    const reference = randomUUID();
    const amount = { amountMinor: 0n, currency: "ILS" } as const;
    const sale = write({ reference, agent, billingNumber, state: "asked", ...amount });
    const body = { agent, reference, billingNumber };
    const key = `${reference}-reserve`;
    return learn(sale, await client.call({ method: "POST", path: base, body, key, fault }));
  };

  /** Writes down what the gateway answered to an ask. */
  const learn = (sale: Sale, answer: Answer): Sale => {
    if (answer.kind === "noAnswer") return sale;
    if (answer.kind === "refused") return write(refusedSale(sale, answer));
    const collection = collectionSchema.safeParse(answer.body);
    return collection.success ? write(withCollection(sale, collection.data)) : sale;
  };

  const sendConfirm = async (taken: Sale, fault: Fault<CashFaultKind> | undefined) => {
    const less = fault?.kind === "wrongAmount" ? 1n : 0n;
    const agent = fault?.kind === "otherAgent" ? otherAgent(taken.agent) : taken.agent;
    const amount = {
      amountMinor: String(taken.amountMinor - less),
      currency: taken.currency,
    };
    const body = { agent, amount };
    // A wrong confirmation uses a key of its own, so that the right one can follow.
    const key = `${taken.reference}-confirm${fault ? `-${fault.id}` : ""}`;
    const send = (own: string) =>
      step(taken, "confirm", { body, key: own, fault: wireFault(fault) });
    if (fault?.kind !== "confirmTwice") return [await send(key)];
    return await Promise.all([send(key), send(`${key}-again`)]);
  };

  const afterConfirm = (taken: Sale, answers: readonly Answer[]): Sale => {
    const done = answers.find((answer) => answer.kind === "done");
    if (done) return write(confirmedSale(taken, done));
    const refused = answers.find((answer) => answer.kind === "refused");
    if (!refused) return taken;
    const said = refusedSale(taken, refused);
    const goesBack = refused.problem.type.endsWith(":give-the-cash-back");
    return write({ ...said, state: goesBack ? "givenBack" : "cashTaken" });
  };

  const confirmTaken = async (taken: Sale, fault: Fault<CashFaultKind> | undefined) =>
    afterConfirm(taken, await sendConfirm(taken, fault));

  const confirm: Tills["confirm"] = async (reference) => {
    const sale = books.sales.get(reference);
    if (!sale?.collectionId || (sale.state !== "reserved" && sale.state !== "cashTaken")) {
      return sale;
    }
    const taken = write({ ...sale, state: "cashTaken" });
    const fault = faultFor("CONFIRM", sale);
    if (fault?.kind === "neverConfirm") return taken;
    if (fault?.kind === "confirmLate") {
      void holds.wait({ operation: "CONFIRM", reference }).then(() => confirmTaken(taken, fault));
      return taken;
    }
    return await confirmTaken(taken, fault);
  };

  const end = async (
    reference: string,
    input: { name: "cancel" | "void"; from: Sale["state"]; to: Sale["state"]; more?: object },
  ): Promise<Sale | undefined> => {
    const sale = books.sales.get(reference);
    if (!sale?.collectionId || sale.state !== input.from) return sale;
    const fault = wireFault(faultFor(input.name === "void" ? "VOID" : "CANCEL", sale));
    const body = { agent: sale.agent, ...input.more };
    const answer = await step(sale, input.name, { body, fault });
    if (answer.kind === "done") return write({ ...sale, state: input.to });
    if (answer.kind === "noAnswer") return sale;
    return write({ ...refusedSale(sale, answer), state: sale.state });
  };

  const recoverOne = async (sale: Sale): Promise<void> => {
    if (sale.state === "cashTaken") {
      await confirmTaken(sale, undefined);
      return;
    }
    const path = `${base}?agent=${sale.agent}&reference=${sale.reference}`;
    const answer = await client.call({ method: "GET", path });
    const found =
      answer.kind === "done" ? collectionsSchema.safeParse(answer.body).data : undefined;
    if (!found) return;
    const [collection] = found.collections;
    // No cash was taken for what was only asked: the bill is let go.
    if (collection?.status !== "reserved") write({ ...sale, state: "cancelled" });
    else {
      write(withCollection(sale, collection));
      await end(sale.reference, { name: "cancel", from: "reserved", to: "cancelled" });
    }
  };

  return {
    agents: options.agents,
    books,
    book,
    holds,
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    async ask(agent, billingNumber) {
      const fault = faultFor("RESERVE", { agent, billingNumber });
      if (fault?.kind !== "reserveTwice") {
        return [await reserve(agent, billingNumber, wireFault(fault))];
      }
      const agents = [agent, otherAgent(agent)];
      return await Promise.all(agents.map((one) => reserve(one, billingNumber, undefined)));
    },
    confirm,
    cancel: (reference) => end(reference, { name: "cancel", from: "reserved", to: "cancelled" }),
    voidSale: (reference, reason) =>
      end(reference, { name: "void", from: "confirmed", to: "voided", more: { reason } }),
    async payOut({ agent, code, amount }) {
      const reference = randomUUID();
      const fault = wireFault(faultFor("PAYOUT", { agent, billingNumber: code }));
      const { amountMinor, currency } = amount;
      const body = {
        agent,
        reference,
        code,
        amount: { amountMinor: String(amountMinor), currency },
      };
      const path = "/v1/agent/payouts";
      const key = `${reference}-payout`;
      const answer = await client.call({ method: "POST", path, key, fault, body });
      if (answer.kind === "done") {
        note({ type: "payout", payout: { reference, agent, amountMinor, currency } });
      }
      return answer;
    },
    async recover() {
      const open = [...books.sales.values()].filter(
        (sale) => sale.state === "asked" || sale.state === "cashTaken",
      );
      for (const sale of open) await recoverOne(sale);
      return open.length;
    },
    close: () => journal.close(),
  };
}

const withCollection = (sale: Sale, collection: Collection): Sale => ({
  ...sale,
  state: collection.status === "reserved" ? "reserved" : "cancelled",
  collectionId: collection.id,
  amountMinor: BigInt(collection.amount.amountMinor),
  currency: collection.amount.currency,
  slipNumber: collection.slipNumber,
  description: collection.description,
});

const refusedSale = (sale: Sale, { problem }: Extract<Answer, { kind: "refused" }>): Sale => ({
  ...sale,
  state: "refused",
  said: { type: problem.type.replace(/^.*:/, ""), title: problem.title },
});

const confirmedSale = (sale: Sale, { body }: Extract<Answer, { kind: "done" }>): Sale => {
  const receiptNumber = collectionSchema.safeParse(body).data?.receiptNumber;
  const { said: _said, ...rest } = sale;
  return { ...rest, state: "confirmed", ...(receiptNumber ? { receiptNumber } : {}) };
};
