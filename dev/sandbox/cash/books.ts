import type { Currency } from "@gov/kit/money.ts";

/** What the payment company believes of one sale at a till. */
export type SaleState =
  | "asked"
  | "refused"
  | "reserved"
  | "cashTaken"
  | "confirmed"
  | "givenBack"
  | "cancelled"
  | "voided";

export type Sale = {
  /** The company's own number for it. */
  reference: string;
  agent: string;
  billingNumber: string;
  state: SaleState;
  amountMinor: bigint;
  currency: Currency;
  collectionId?: string;
  slipNumber?: string;
  receiptNumber?: string;
  /** ISO 8601 in UTC. */
  confirmedAt?: string;
  voidedAt?: string;
  /** What it was for, as the gateway said. */
  description?: { ar: string; en: string };
  /** The gateway's last refusal, as it said it. */
  said?: { type: string; title: string };
};

export type DrawerPayout = {
  reference: string;
  agent: string;
  amountMinor: bigint;
  currency: Currency;
  at?: string;
};

export type BookEvent = { type: "sale"; sale: Sale } | { type: "payout"; payout: DrawerPayout };

export type Books = { sales: Map<string, Sale>; payouts: Map<string, DrawerPayout> };

export const emptyBooks = (): Books => ({ sales: new Map(), payouts: new Map() });

/** The newest word about a sale replaces the one before. */
export function applyEvent(books: Books, event: BookEvent): void {
  if (event.type === "sale") books.sales.set(event.sale.reference, event.sale);
  else books.payouts.set(event.payout.reference, event.payout);
}

export type Drawer = { agent: string; currency: Currency; cashMinor: bigint };

const withCash: ReadonlySet<SaleState> = new Set(["cashTaken", "confirmed"]);

/** The cash that really lies in each drawer, whatever was told to whom. */
export function drawersOf(books: Books): Drawer[] {
  const totals = new Map<string, Drawer>();
  const add = (agent: string, currency: Currency, amountMinor: bigint) => {
    const name = `${agent} ${currency}`;
    const before = totals.get(name)?.cashMinor ?? 0n;
    totals.set(name, { agent, currency, cashMinor: before + amountMinor });
  };
  for (const sale of books.sales.values()) {
    if (withCash.has(sale.state)) add(sale.agent, sale.currency, sale.amountMinor);
  }
  for (const one of books.payouts.values()) add(one.agent, one.currency, -one.amountMinor);
  return [...totals.values()];
}
