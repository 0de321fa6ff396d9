import { currencies, type Currency, type Money } from "@gov/kit/money.ts";
import type { DeclineReason, RailWord } from "../rail.ts";
import type { GatewayOrder } from "./gateway-schema.ts";

/** A JSON number as minor units; undefined where it has more decimals than the currency. */
export const toMinor = (amount: number, currency: Currency): bigint | undefined => {
  const { decimals } = currencies[currency];
  const text = amount.toFixed(decimals);
  return Number(text) === amount ? BigInt(text.replace(".", "")) : undefined;
};

const declineReasons: Readonly<Record<string, DeclineReason>> = {
  INSUFFICIENT_FUNDS: "insufficientFunds",
  EXPIRED_CARD: "expiredCard",
  AUTHENTICATION_FAILED: "notAuthenticated",
  NOT_ENROLLED_3D_SECURE: "notAuthenticated",
};

const finalFailures = new Set(["FAILED", "AUTHENTICATION_UNSUCCESSFUL", "CANCELLED"]);

const meansOf = (order: GatewayOrder): string | undefined => {
  const card = order.sourceOfFunds?.provided?.card;
  const last = /\d{4}$/.exec(card?.number ?? "")?.[0];
  return card?.brand && last ? `${card.brand} ····${last}` : undefined;
};

/**
 * What `GET /order/{id}` says. Only an order that speaks of our own id, amount and currency is
 * believed. Captured money counts whatever the order's status is called.
 */
export const readOrder = (
  order: GatewayOrder,
  asked: Readonly<{ chargeId: string; amount: Money }>,
): RailWord => {
  const { currency, amountMinor } = asked.amount;
  const contradicts = (detail: string): RailWord => ({ kind: "contradicts", detail });
  if (order.id !== asked.chargeId) return contradicts("another order");
  if (order.currency !== currency) return contradicts(`currency ${order.currency}`);
  if (toMinor(order.amount, currency) !== amountMinor) return contradicts(`amount ${order.amount}`);
  const takenMinor = toMinor(order.totalCapturedAmount, currency);
  const returnedMinor = toMinor(order.totalRefundedAmount, currency);
  if (takenMinor === undefined || returnedMinor === undefined) return contradicts("decimals");
  const tries = order.transaction.filter((one) => one.transaction.type !== "AUTHENTICATION");
  if (takenMinor > 0n) {
    const reference = tries.find((one) => one.result === "SUCCESS")?.transaction.id ?? order.id;
    return { kind: "taken", takenMinor, returnedMinor, reference, means: meansOf(order) };
  }
  if (order.result === "FAILURE" || finalFailures.has(order.status)) {
    const code = order.transaction.at(-1)?.response.gatewayCode ?? "";
    return { kind: "declined", reason: declineReasons[code] ?? "declined" };
  }
  // The payer may have been asked who they are; money was not asked for.
  return { kind: tries.length === 0 ? "notTried" : "undecided" };
};
