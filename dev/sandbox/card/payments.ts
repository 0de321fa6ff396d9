import type { Fault } from "../faults.ts";
import type { Acquirer } from "./acquirer.ts";
import type { OrderHead, Transaction } from "./bank.ts";
import type { CardFaultKind } from "./card-faults.ts";
import { decidePayment } from "./decisions.ts";
import type { PaymentCard } from "./decisions.ts";

/** Asks the issuer and writes down what it did, twice where the fault says so. */
export function takePayment(
  acquirer: Acquirer,
  input: {
    kind: "PAYMENT" | "AUTHORIZATION";
    transactionId: string;
    order: OrderHead;
    card: PaymentCard;
    fingerprint: string;
    fault: Fault<CardFaultKind> | undefined;
  },
): Transaction {
  const { fault, order } = input;
  const decided = decidePayment({
    ...input,
    at: acquirer.now(),
    forcedDecline: fault?.kind === "decline",
    settlesAfterMs: acquirer.settings().settlesAfterMs,
  });
  const transaction =
    fault?.kind === "otherAmount"
      ? { ...decided, amountMinor: decided.amountMinor - 1n || 1n }
      : decided;
  doubleNotice(acquirer, order.id, fault);
  acquirer.record(order, transaction);
  if (fault?.kind === "payTwice") {
    acquirer.record(order, { ...transaction, id: `${transaction.id}-again`.slice(-40) });
  }
  return transaction;
}

/** `answerTwice` on an operation speaks of the notification that this operation causes. */
export function doubleNotice(
  acquirer: Acquirer,
  orderId: string,
  fault: Fault<CardFaultKind> | undefined,
): void {
  if (fault?.kind !== "answerTwice") return;
  const match = { operation: "NOTIFICATION", orderId };
  acquirer.book.add({ kind: "answerTwice", match, remaining: 1, delayMs: 0 });
}

/** The next free transaction number of an order. */
export const nextTransactionId = (acquirer: Acquirer, orderId: string): string =>
  String((acquirer.state.orders.get(orderId)?.transactions.length ?? 0) + 1);
