import type { PayerAccount } from "./accounts.ts";
import { balanceOf, standOf } from "./books.ts";
import type { PaymentRequest, PayOrder } from "./books.ts";
import { takeInstantFault } from "./instant-faults.ts";
import type { InstantSystem } from "./system.ts";

export type Approval = "paid" | "onItsWay" | "declined" | "noFunds" | "over";

const change = (system: InstantSystem, reference: string, changes: Partial<PaymentRequest>) =>
  system.acknowledge({ type: "requestChanged", reference, changes });

/** What the payer agrees to: the bank looks at the balance and moves the money. */
export function approve(system: InstantSystem, payer: PayerAccount, order: PayOrder): Approval {
  const { books, book } = system;
  const facts = { operation: "PAY" as const, reference: order.reference, payer: payer.id };
  const fault = takeInstantFault(book, facts);
  const request = books.requests.get(order.reference);
  if (fault?.kind === "decline" || order.currency !== "ILS") {
    if (request) change(system, request.reference, { state: "RJCT", reason: "MS03" });
    return "declined";
  }
  if (balanceOf(books, payer) < order.amountMinor) {
    if (request) change(system, request.reference, { state: "RJCT", reason: "AM04" });
    return "noFunds";
  }
  if (fault?.kind === "settleLate" && request) {
    change(system, request.reference, { state: "ACCP" });
  }
  system.pay(payer.id, order, fault);
  return fault?.kind === "settleLate" || fault?.kind === "settleAfterExpiry" ? "onItsWay" : "paid";
}

/** The order in a request that waits for this payer. */
export function waitingFor(system: InstantSystem, payer: PayerAccount): PaymentRequest[] {
  const now = system.now();
  return [...system.books.requests.values()].filter(
    (one) => one.payerId === payer.id && standOf(system.books, one, now).state === "PDNG",
  );
}

export const orderOf = (request: PaymentRequest): PayOrder => ({
  reference: request.reference,
  billingNumber: request.billingNumber,
  amountMinor: request.amountMinor,
  currency: request.currency,
  creditorIban: request.creditorIban,
});

export const reject = (system: InstantSystem, request: PaymentRequest): void =>
  change(system, request.reference, { state: "RJCT", reason: "MS02" });
