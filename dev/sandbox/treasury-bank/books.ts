import { localDate } from "@gov/country/time-zone.ts";
import type { Currency } from "@gov/kit/money.ts";

/** An account that the treasury has here. */
export type TreasuryAccount = { iban: string; currency: Currency; openingMinor: bigint };

/** RCVD: taken in, not decided. ACSP: on its way. ACSC: booked. RJCT: never. */
export type PaymentState = "RCVD" | "PDNG" | "ACSP" | "ACSC" | "RJCT";

/** One payment of an order. */
export type Payment = {
  endToEndId: string;
  messageId: string;
  accountIban: string;
  creditorIban: string;
  creditorName: string;
  amountMinor: bigint;
  currency: Currency;
  state: PaymentState;
  reason?: string;
};

/** An order that was taken in, and a digest of what it said. */
export type Order = { messageId: string; digest: string; at: string; payments: string[] };

/** What was booked on an account. */
export type Entry = {
  bankReference: string;
  accountIban: string;
  side: "debit" | "credit";
  amountMinor: bigint;
  currency: Currency;
  endToEndId: string;
  creditorIban: string;
  reason?: string;
  at: string;
};

/** What the bank does later. */
export type Awaited = { id: string; atMs: number; endToEndId: string; what: "book" | "return" };

export type BankEvent =
  | { type: "order"; order: Order; payments: Payment[] }
  | { type: "state"; endToEndId: string; state: PaymentState; reason?: string }
  | { type: "awaited"; awaited: Awaited }
  | { type: "dropped"; id: string }
  | { type: "entry"; entry: Entry; awaitedId?: string };

export type Books = {
  accounts: readonly TreasuryAccount[];
  orders: Map<string, Order>;
  payments: Map<string, Payment>;
  entries: Entry[];
  awaited: Map<string, Awaited>;
};

export const emptyBooks = (accounts: readonly TreasuryAccount[]): Books => ({
  accounts,
  orders: new Map(),
  payments: new Map(),
  entries: [],
  awaited: new Map(),
});

/** Brings one acknowledged event into the books; the only place where they change. */
export function applyBankEvent(books: Books, event: BankEvent): void {
  if (event.type === "order") {
    books.orders.set(event.order.messageId, event.order);
    for (const one of event.payments) books.payments.set(one.endToEndId, one);
  } else if (event.type === "state") {
    const payment = books.payments.get(event.endToEndId);
    if (!payment) return;
    payment.state = event.state;
    if (event.reason) payment.reason = event.reason;
  } else if (event.type === "awaited") books.awaited.set(event.awaited.id, event.awaited);
  else if (event.type === "dropped") books.awaited.delete(event.id);
  else {
    books.entries.push(event.entry);
    if (event.awaitedId) books.awaited.delete(event.awaitedId);
    const payment = books.payments.get(event.entry.endToEndId);
    if (payment && event.entry.side === "debit" && payment.state !== "RJCT") payment.state = "ACSC";
  }
}

const moved = (entries: readonly Entry[]): bigint =>
  entries.reduce(
    (sum, one) => sum + (one.side === "credit" ? one.amountMinor : -one.amountMinor),
    0n,
  );

const entriesOf = (books: Books, iban: string): Entry[] =>
  books.entries.filter((one) => one.accountIban === iban);

/** What really lies in an account. */
export const balanceOf = (books: Books, account: TreasuryAccount): bigint =>
  account.openingMinor + moved(entriesOf(books, account.iban));

/** What one outside account really got, less what its bank sent back. */
export const receivedBy = (books: Books, iban: string, currency: Currency): bigint =>
  -moved(books.entries.filter((one) => one.creditorIban === iban && one.currency === currency));

/** An account's day: what it opened with, what was booked on it, what it closed with. */
export function dayOf(books: Books, account: TreasuryAccount, day: string) {
  const own = entriesOf(books, account.iban);
  const earlier = own.filter((one) => localDate(new Date(one.at)) < day);
  const entries = own.filter((one) => localDate(new Date(one.at)) === day);
  const openingMinor = account.openingMinor + moved(earlier);
  return { openingMinor, closingMinor: openingMinor + moved(entries), entries };
}
