import type { Fault, FaultBook } from "../faults.ts";
import { createHolds, type Holds } from "../holds.ts";
import { openJournal } from "../journal.ts";
import { applyEvent, emptyBooks, type BookEvent, type Books, type Sale } from "./books.ts";
import { kindsByOperation, type CashFaultKind, type CashOperation } from "./cash-faults.ts";
import { createGatewayClient, type Answer, type Asked } from "./gateway-client.ts";
import type { GatewayClient } from "./gateway-client.ts";
import { defaultSettings, type Settings } from "./settings.ts";

export type CompanyOptions = {
  payUrl: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  agents: readonly string[];
  stateFile?: string;
  settings?: Partial<Settings>;
};

/** The payment company's system: its books, its faults, its line to the gateway. */
export type Company = {
  agents: readonly string[];
  books: Books;
  book: FaultBook<CashFaultKind>;
  holds: Holds;
  client: GatewayClient;
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  note(event: BookEvent): void;
  write(sale: Sale): Sale;
  faultFor(
    operation: CashOperation,
    sale: Pick<Sale, "agent" | "billingNumber">,
  ): Fault<CashFaultKind> | undefined;
  otherAgent(agent: string): string;
  /** One step of a sale that the gateway knows: `confirm`, `cancel`, `void`. */
  step(sale: Sale, name: string, more: Partial<Asked> & { body: object }): Promise<Answer>;
  close(): void;
};

export const collectionsPath = "/v1/agent/collections";

export type Wire = "dropMidAnswer" | "loseAnswer" | undefined;
export const wireFault = (fault: Fault<CashFaultKind> | undefined): Wire =>
  fault?.kind === "dropMidAnswer" || fault?.kind === "loseAnswer" ? fault.kind : undefined;

/** Opens the books and replays the journal. */
export function openCompany(options: CompanyOptions, book: FaultBook<CashFaultKind>): Company {
  const books = emptyBooks();
  let settings: Settings = { ...defaultSettings, ...options.settings };
  const journal = openJournal<BookEvent>(options.stateFile, (event) => applyEvent(books, event));
  const client = createGatewayClient({ ...options, settings: () => settings });
  const note = (event: BookEvent) => {
    journal.append(event);
    applyEvent(books, event);
  };
  return {
    agents: options.agents,
    books,
    book,
    holds: createHolds(),
    client,
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    note,
    write: (sale) => {
      note({ type: "sale", sale });
      return sale;
    },
    faultFor: (operation, { agent, billingNumber }) =>
      book.take({ operation, agent, billingNumber }, kindsByOperation[operation]),
    otherAgent: (agent) => options.agents.find((one) => one !== agent) ?? agent,
    step: (sale, name, more) =>
      client.call({
        method: "POST",
        path: `${collectionsPath}/${sale.collectionId}/${name}`,
        key: `${sale.reference}-${name}`,
        ...more,
      }),
    close: () => journal.close(),
  };
}
