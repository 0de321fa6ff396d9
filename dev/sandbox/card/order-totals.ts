import type { Order, Transaction, TransactionKind } from "./bank.ts";

export type OrderStatus =
  | "INITIATED"
  | "AUTHENTICATION_INITIATED"
  | "AUTHENTICATION_UNSUCCESSFUL"
  | "FAILED"
  | "AUTHORIZED"
  | "PARTIALLY_CAPTURED"
  | "CAPTURED"
  | "PARTIALLY_REFUNDED"
  | "REFUNDED"
  | "CHARGEBACK_PROCESSED"
  | "CANCELLED";

export type OrderTotals = {
  authorizedMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  chargedBackMinor: bigint;
};

/** Transactions that succeeded and were not voided since. */
export function standing(order: Order): Transaction[] {
  const done = order.transactions.filter((one) => one.result === "SUCCESS");
  const voided = new Set(done.flatMap((one) => (isVoid(one) ? [one.targetId] : [])));
  return done.filter((one) => !isVoid(one) && !voided.has(one.id));
}

const isVoid = (one: Transaction) => one.kind.startsWith("VOID_");

/** What was authorised, captured and refunded, as it stands now. */
export function totalsOf(order: Order): OrderTotals {
  const sum = (...kinds: TransactionKind[]) =>
    standing(order)
      .filter((one) => kinds.includes(one.kind))
      .reduce((total, one) => total + one.amountMinor, 0n);
  return {
    authorizedMinor: sum("AUTHORIZATION", "PAYMENT"),
    capturedMinor: sum("CAPTURE", "PAYMENT"),
    refundedMinor: sum("REFUND"),
    chargedBackMinor: sum("CHARGEBACK"),
  };
}

/** A payment or authorisation whose answer from the bank is still awaited. */
export const awaited = (order: Order): Transaction | undefined =>
  order.transactions.find((one) => one.kind !== "AUTHENTICATION" && one.result === "UNKNOWN");

export function statusOf(order: Order): OrderStatus {
  const { authorizedMinor, capturedMinor, refundedMinor, chargedBackMinor } = totalsOf(order);
  if (chargedBackMinor > 0n) return "CHARGEBACK_PROCESSED";
  if (capturedMinor > 0n) {
    if (refundedMinor >= capturedMinor) return "REFUNDED";
    if (refundedMinor > 0n) return "PARTIALLY_REFUNDED";
    return capturedMinor < authorizedMinor ? "PARTIALLY_CAPTURED" : "CAPTURED";
  }
  if (authorizedMinor > 0n) return "AUTHORIZED";
  if (awaited(order)) return "INITIATED";
  const last = order.transactions.at(-1);
  if (last && isVoid(last)) return "CANCELLED";
  if (last?.kind !== "AUTHENTICATION") return "FAILED";
  if (last.result === "FAILURE") return "AUTHENTICATION_UNSUCCESSFUL";
  return last.result === "PENDING" ? "AUTHENTICATION_INITIATED" : "INITIATED";
}

/** The order's overall result: what a caller may act on. */
export function resultOf(order: Order): "SUCCESS" | "FAILURE" | "PENDING" | "UNKNOWN" {
  const status = statusOf(order);
  if (status === "FAILED" || status === "AUTHENTICATION_UNSUCCESSFUL") return "FAILURE";
  if (status === "AUTHENTICATION_INITIATED") return "PENDING";
  if (status === "INITIATED") return "UNKNOWN";
  return "SUCCESS";
}
