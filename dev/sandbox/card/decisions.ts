import { amountText, parseAmount } from "./amount.ts";
import type { CardCurrency } from "./amount.ts";
import type { GatewayCode, Order, OrderHead, Transaction, TransactionKind } from "./bank.ts";
import { invalidField, invalidRequest } from "./gateway-errors.ts";
import type { GatewayError } from "./gateway-errors.ts";
import { awaited, standing, totalsOf } from "./order-totals.ts";
import { findTestCard, maskCard } from "./test-cards.ts";
import type { CardOutcome } from "./test-cards.ts";

export type Decision<T> = { ok: true; value: T } | { ok: false; error: GatewayError };
const yes = <T>(value: T): Decision<T> => ({ ok: true, value });
const no = (error: GatewayError): Decision<never> => ({ ok: false, error });

export type PaymentCard = { number: string; expiry: string };

const codes: Record<CardOutcome, GatewayCode> = {
  approve: "APPROVED",
  challenge: "APPROVED",
  decline: "DECLINED",
  noFunds: "INSUFFICIENT_FUNDS",
  expired: "EXPIRED_CARD",
  lateApprove: "TIMED_OUT",
  lateDecline: "TIMED_OUT",
};

/** Whether an order may be paid (again): once it is, or may be, another attempt is refused. */
export function mayPay(order: Order | undefined): boolean {
  return !order || (!awaited(order) && totalsOf(order).authorizedMinor === 0n);
}

/** What the issuer makes of a payment or an authorisation. */
export function decidePayment(input: {
  transactionId: string;
  kind: "PAYMENT" | "AUTHORIZATION";
  order: OrderHead;
  card: PaymentCard;
  at: Date;
  fingerprint: string;
  forcedDecline: boolean;
  settlesAfterMs: number;
}): Transaction {
  const known = findTestCard(input.card.number);
  const outcome: CardOutcome = input.forcedDecline ? "decline" : (known?.outcome ?? "decline");
  const gatewayCode = isPast(input.card.expiry, input.at) ? "EXPIRED_CARD" : codes[outcome];
  const late = gatewayCode === "TIMED_OUT";
  const settlesAt = new Date(input.at.getTime() + input.settlesAfterMs).toISOString();
  const settlesTo = outcome === "lateApprove" ? "APPROVED" : "DECLINED";
  return {
    id: input.transactionId,
    kind: input.kind,
    amountMinor: input.order.amountMinor,
    result: late ? "UNKNOWN" : gatewayCode === "APPROVED" ? "SUCCESS" : "FAILURE",
    gatewayCode,
    at: input.at.toISOString(),
    fingerprint: input.fingerprint,
    card: {
      brand: known?.brand ?? "MASTERCARD",
      masked: maskCard(input.card.number),
      expiry: input.card.expiry,
    },
    ...(late ? { settles: { at: settlesAt, gatewayCode: settlesTo } } : {}),
  };
}

/** `MM/YY` is valid to the end of its month. */
export function isPast(expiry: string, now: Date): boolean {
  const [month, year] = expiry.split("/").map(Number);
  return Date.UTC(2000 + (year ?? 0), month ?? 0, 1) <= now.getTime();
}

/** Whether an order allows a capture, or a refund, of this much. */
export function decideAmount(
  kind: "CAPTURE" | "REFUND",
  order: Order,
  asked: { amount: string; currency: CardCurrency },
): Decision<bigint> {
  if (asked.currency !== order.currency) {
    return no(invalidField("transaction.currency", `The order is in ${order.currency}.`));
  }
  const amountMinor = parseAmount(asked.amount, asked.currency);
  if (amountMinor === undefined) {
    return no(invalidField("transaction.amount", "Not a positive amount of this currency."));
  }
  const { authorizedMinor, capturedMinor, refundedMinor } = totalsOf(order);
  const left = kind === "CAPTURE" ? authorizedMinor - capturedMinor : capturedMinor - refundedMinor;
  if (amountMinor > left) {
    const most = amountText(left, order.currency);
    return no(invalidField("transaction.amount", `At most ${most} is left for ${kind}.`));
  }
  return yes(amountMinor);
}

const voidKinds: Partial<Record<TransactionKind, TransactionKind>> = {
  PAYMENT: "VOID_PAYMENT",
  AUTHORIZATION: "VOID_AUTHORIZATION",
  CAPTURE: "VOID_CAPTURE",
  REFUND: "VOID_REFUND",
};

/** Which transaction a void undoes, and as what. Refunded or captured money is not voided. */
export function decideVoid(
  order: Order,
  targetId: string,
): Decision<{ kind: TransactionKind; amountMinor: bigint }> {
  const target = standing(order).find((one) => one.id === targetId);
  const kind = target && voidKinds[target.kind];
  if (!target || !kind) {
    return no(invalidField("transaction.targetTransactionId", "No such transaction to void."));
  }
  const { capturedMinor, refundedMinor } = totalsOf(order);
  const spent =
    (target.kind === "AUTHORIZATION" && capturedMinor > 0n) ||
    (target.kind !== "REFUND" && target.kind !== "AUTHORIZATION" && refundedMinor > 0n);
  if (spent) return no(invalidRequest("Later transactions of this order depend on it."));
  return yes({ kind, amountMinor: target.amountMinor });
}
