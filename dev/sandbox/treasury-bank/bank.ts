import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { SigningKey } from "@gov/kit/http-signature.ts";
import type { FaultBook } from "../faults.ts";
import { createHolds, type Holds } from "../holds.ts";
import { openJournal } from "../journal.ts";
import { takeBankFault, type BankFault, type BankFaultKind } from "./bank-faults.ts";
import { applyBankEvent, balanceOf, emptyBooks } from "./books.ts";
import type { BankEvent, Books, Entry, Payment, TreasuryAccount } from "./books.ts";
import type { AskedOrder } from "./iso-read.ts";
import type { OrderStand } from "./iso-write.ts";
import { defaultSettings, type Settings } from "./settings.ts";

/** The treasury's bank: its books, its clock, what it does later. */
export type TreasuryBank = {
  books: Books;
  book: FaultBook<BankFaultKind>;
  holds: Holds;
  key: SigningKey;
  strangersKey: SigningKey;
  clientKey: KeyObject;
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  now(): Date;
  newId(): string;
  /** Takes an order in, once; gives how it stands. */
  take(asked: AskedOrder, body: string, fault: BankFault): OrderStand;
  /** How an order stands now; undefined where the bank does not have it. */
  standOf(messageId: string): OrderStand | undefined;
  /** Books and returns what is due; with `all`, whatever is left to do. */
  settle(all: boolean): number;
  /** The creditor's bank sends a booked payment back; false where there is none. */
  giveBack(endToEndId: string, reason: string): boolean;
  /** Money comes in from elsewhere. */
  deposit(iban: string, amountMinor: bigint): boolean;
  close(): void;
};

export type TreasuryBankOptions = {
  accounts: readonly TreasuryAccount[];
  bankKey: KeyObject;
  clientKey: KeyObject;
  stateFile?: string;
  settings?: Partial<Settings>;
  now?: () => Date;
};

const longestTimerMs = 2_000_000_000;
const strangers = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const newId = () => randomBytes(12).toString("hex").toUpperCase();
const digestOf = (body: string) => createHash("sha256").update(body).digest("hex");

/** An order's state from its payments', as pain.002 says it. */
function standOfPayments(payments: readonly Payment[]): OrderStand {
  const states = new Set(payments.map((one) => one.state));
  const [only] = states;
  return { state: states.size === 1 && only ? only : "PART" };
}

/** Opens the books, replays the journal, and takes up what was left undone. */
export function openTreasuryBank(
  options: TreasuryBankOptions,
  book: FaultBook<BankFaultKind>,
): TreasuryBank {
  const books = emptyBooks(options.accounts);
  const now = options.now ?? (() => new Date());
  let settings: Settings = { ...defaultSettings, ...options.settings };
  let timer: NodeJS.Timeout | undefined;
  const journal = openJournal<BankEvent>(options.stateFile, (event) =>
    applyBankEvent(books, event),
  );
  const acknowledge = (event: BankEvent) => {
    journal.append(event);
    applyBankEvent(books, event);
  };

  const later = (endToEndId: string, what: "book" | "return", delayMs: number) =>
    acknowledge({
      type: "awaited",
      awaited: { id: newId(), atMs: now().getTime() + delayMs, endToEndId, what },
    });
  const reject = (endToEndId: string, reason: string) =>
    acknowledge({ type: "state", endToEndId, state: "RJCT", reason });

  /** Decides about a payment that was taken in. */
  const decide = (payment: Payment) => {
    const { endToEndId, creditorIban: iban } = payment;
    const fault = takeBankFault(book, { operation: "PAYMENT", endToEndId, iban });
    if (fault?.kind === "reject" || settings.closedIbans.includes(iban)) {
      return reject(endToEndId, "AC04");
    }
    const pending = fault?.kind === "undecided";
    acknowledge({ type: "state", endToEndId, state: pending ? "PDNG" : "ACSP" });
    if (fault?.kind === "rejectAndBook") reject(endToEndId, "AC04");
    if (fault) memory.set(endToEndId, fault);
    later(endToEndId, "book", pending ? longestTimerMs : settings.bookDelayMs);
  };
  /** What a fault of a payment still has to do; forgotten by a restart, as faults are. */
  const memory = new Map<string, NonNullable<BankFault>>();

  const entryOf = (payment: Payment, more: Partial<Entry>): Entry => ({
    bankReference: newId(),
    accountIban: payment.accountIban,
    side: "debit",
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    endToEndId: payment.endToEndId,
    creditorIban: payment.creditorIban,
    at: now().toISOString(),
    ...more,
  });
  const bookPayment = (payment: Payment, awaitedId: string) => {
    const fault = memory.get(payment.endToEndId);
    memory.delete(payment.endToEndId);
    const account = books.accounts.find((one) => one.iban === payment.accountIban);
    const short = !account || balanceOf(books, account) < payment.amountMinor;
    if (fault?.kind === "rejectLate" || short) {
      acknowledge({ type: "dropped", id: awaitedId });
      return reject(payment.endToEndId, short ? "AM04" : "AC06");
    }
    const more = fault?.kind === "otherAmount" ? { amountMinor: payment.amountMinor + 1n } : {};
    acknowledge({ type: "entry", entry: entryOf(payment, more), awaitedId });
    if (fault?.kind === "bookTwice") acknowledge({ type: "entry", entry: entryOf(payment, {}) });
    if (fault?.kind === "returnLater") later(payment.endToEndId, "return", fault.delayMs);
    else if (settings.returningIbans.includes(payment.creditorIban)) {
      later(payment.endToEndId, "return", settings.returnDelayMs);
    }
  };
  const giveBack = (endToEndId: string, reason: string, awaitedId?: string): boolean => {
    const own = books.entries.filter((one) => one.endToEndId === endToEndId);
    const payment = books.payments.get(endToEndId);
    const back = own.filter((one) => one.side === "credit").length;
    const out = own.filter((one) => one.side === "debit").length;
    if (!payment || out <= back) return false;
    const entry = entryOf(payment, { side: "credit", reason });
    acknowledge({ type: "entry", entry, ...(awaitedId ? { awaitedId } : {}) });
    return true;
  };

  const settle = (all: boolean): number => {
    clearTimeout(timer);
    let done = 0;
    for (;;) {
      const due = [...books.awaited.values()].filter((one) => all || one.atMs <= now().getTime());
      for (const { id, endToEndId, what } of due) {
        const payment = books.payments.get(endToEndId);
        if (payment && what === "book") bookPayment(payment, id);
        else if (!giveBack(endToEndId, "AC04", id)) acknowledge({ type: "dropped", id });
      }
      done += due.length;
      if (due.length === 0) break;
    }
    const next = Math.min(...[...books.awaited.values()].map((one) => one.atMs));
    if (next !== Infinity) {
      const waitMs = Math.min(Math.max(next - now().getTime(), 1), longestTimerMs);
      timer = setTimeout(() => settle(false), waitMs);
      timer.unref();
    }
    return done;
  };

  const paymentsOf = (messageId: string): Payment[] =>
    (books.orders.get(messageId)?.payments ?? []).flatMap((id) => books.payments.get(id) ?? []);

  const take: TreasuryBank["take"] = (asked, body, fault) => {
    const digest = digestOf(body);
    const known = books.orders.get(asked.messageId);
    if (known && known.digest !== digest) return { state: "RJCT", reason: "AM05" };
    if (!known) {
      const account = books.accounts.find((one) => one.iban === asked.accountIban);
      const fits = account && asked.payments.every((one) => one.currency === account.currency);
      const twice = asked.payments.some((one) => books.payments.has(one.endToEndId));
      if (!fits) return { state: "RJCT", reason: "AC02" };
      if (twice) return { state: "RJCT", reason: "AM05" };
      const at = now().toISOString();
      const refused = fault?.kind === "rejectOrder";
      const payments = asked.payments.map((one): Payment =>
        refused ? { ...one, state: "RJCT", reason: "AM04" } : { ...one, state: "RCVD" },
      );
      const ids = payments.map((one) => one.endToEndId);
      const order = { messageId: asked.messageId, digest, at, payments: ids };
      acknowledge({ type: "order", order, payments });
      if (!refused) for (const one of payments) decide(one);
      settle(false);
    }
    if (fault?.kind === "duplicate") return { state: "RJCT", reason: "AM05" };
    return standOfPayments(paymentsOf(asked.messageId));
  };
  // What a kill left between taking an order in and deciding about it.
  for (const one of books.payments.values()) if (one.state === "RCVD") decide(one);
  settle(false);
  return {
    books,
    book,
    holds: createHolds(),
    key: { keyId: "treasury-bank", privateKey: options.bankKey },
    strangersKey: { keyId: "treasury-bank", privateKey: strangers() },
    clientKey: options.clientKey,
    now,
    newId,
    take,
    standOf: (messageId) =>
      books.orders.has(messageId) ? standOfPayments(paymentsOf(messageId)) : undefined,
    settle,
    giveBack,
    deposit: (iban, amountMinor) => {
      const account = books.accounts.find((one) => one.iban === iban);
      if (!account) return false;
      const { currency } = account;
      const entry: Entry = {
        bankReference: newId(),
        accountIban: iban,
        side: "credit",
        amountMinor,
        currency,
        endToEndId: "NOTPROVIDED",
        creditorIban: "",
        at: now().toISOString(),
      };
      acknowledge({ type: "entry", entry });
      return true;
    },
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    close() {
      clearTimeout(timer);
      journal.close();
    },
  };
}
