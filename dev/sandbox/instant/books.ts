import type { PayerAccount } from "./accounts.ts";

export type SystemCurrency = "ILS" | "USD" | "JOD";
export type RequestState = "PDNG" | "ACCP" | "ACSC" | "RJCT";

/** A request to pay, as the system keeps it. Times are ISO 8601 in UTC. */
export type PaymentRequest = {
  reference: string;
  messageId: string;
  amountMinor: bigint;
  currency: SystemCurrency;
  billingNumber: string;
  note: string;
  creditorName: string;
  creditorIban: string;
  expiresAt: string;
  payerId?: string;
  state: RequestState;
  reason?: string;
};

/** Money booked to a creditor's account. */
export type BookedCredit = {
  bankReference: string;
  at: string;
  reference: string;
  billingNumber: string;
  amountMinor: bigint;
  currency: SystemCurrency;
  payerId: string;
  creditorIban: string;
};

/** Money that a creditor sent back. */
export type ReturnedTransfer = {
  transactionId: string;
  at: string;
  amountMinor: bigint;
  currency: SystemCurrency;
  fromIban: string;
  toIban: string;
  state: "ACSC" | "RJCT" | "PDNG";
  reason?: string;
};

/** A payment that was approved and settles later. */
export type Awaited = {
  id: string;
  atMs: number;
  payerId: string;
  order: PayOrder;
};

/** What a payer approved: a request or a scanned code. */
export type PayOrder = {
  reference: string;
  billingNumber: string;
  amountMinor: bigint;
  currency: SystemCurrency;
  creditorIban: string;
};

export type SystemEvent =
  | { type: "request"; request: PaymentRequest }
  | { type: "requestChanged"; reference: string; changes: Partial<PaymentRequest> }
  | { type: "awaited"; awaited: Awaited }
  /** One event, so that a kill never leaves money booked and nobody told, or agreed and gone. */
  | { type: "credit"; credit: BookedCredit; noticeId: string; awaitedId?: string }
  | { type: "reversed"; bankReference: string; noticeId: string; at?: string }
  | { type: "transfer"; transfer: ReturnedTransfer };

export type Books = {
  requests: Map<string, PaymentRequest>;
  awaited: Map<string, Awaited>;
  credits: Map<string, BookedCredit>;
  /** Credits that the bank took back, by their reference: when. */
  reversed: Map<string, string | undefined>;
  transfers: Map<string, ReturnedTransfer>;
};

export const emptyBooks = (): Books => ({
  requests: new Map(),
  awaited: new Map(),
  credits: new Map(),
  reversed: new Map(),
  transfers: new Map(),
});

/** Brings one acknowledged event into the books; the only place where they change. */
export function applySystemEvent(books: Books, event: SystemEvent): void {
  if (event.type === "request") books.requests.set(event.request.reference, event.request);
  else if (event.type === "requestChanged") {
    const request = books.requests.get(event.reference);
    if (request) books.requests.set(event.reference, { ...request, ...event.changes });
  } else if (event.type === "awaited") books.awaited.set(event.awaited.id, event.awaited);
  else if (event.type === "reversed") books.reversed.set(event.bankReference, event.at);
  else if (event.type === "credit") {
    books.credits.set(event.credit.bankReference, event.credit);
    if (event.awaitedId) books.awaited.delete(event.awaitedId);
  } else books.transfers.set(event.transfer.transactionId, event.transfer);
}

/** The credits of a reference that stand. */
export const creditsOf = (books: Books, reference: string): BookedCredit[] =>
  [...books.credits.values()].filter(
    (one) => one.reference === reference && !books.reversed.has(one.bankReference),
  );

/** How a request stands now: money decides, then its own state, then the clock. */
export function standOf(
  books: Books,
  request: PaymentRequest,
  now: Date,
): { state: RequestState; reason?: string } {
  if (creditsOf(books, request.reference).length > 0) return { state: "ACSC" };
  const { state, reason } = request;
  if (state === "PDNG" && Date.parse(request.expiresAt) <= now.getTime()) {
    return { state: "RJCT", reason: "TM01" };
  }
  return { state, ...(reason ? { reason } : {}) };
}

/** What an account holds, in ILS minor units; other currencies are converted one to one. */
export function balanceOf(books: Books, account: PayerAccount): bigint {
  const paid = [...books.credits.values()]
    .filter((one) => one.payerId === account.id && !books.reversed.has(one.bankReference))
    .reduce((sum, one) => sum + one.amountMinor, 0n);
  const back = [...books.transfers.values()]
    .filter((one) => one.toIban === account.iban && one.state === "ACSC")
    .reduce((sum, one) => sum + one.amountMinor, 0n);
  return account.openingMinor - paid + back;
}
