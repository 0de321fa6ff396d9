import { currencies, type Currency, type Money } from "@gov/kit/money.ts";
import type { DeclineReason, RailWord } from "../rail.ts";
import type { GatewayOrder, GatewayTransaction } from "./gateway-schema.ts";

/** A JSON number as minor units; undefined where it has more decimals than the currency. */
const toMinor = (amount: number, currency: Currency): bigint | undefined => {
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

const isVoid = ({ result, transaction: { type } }: GatewayTransaction): boolean =>
  result === "SUCCESS" && (type === "VOID_PAYMENT" || type === "VOID_CAPTURE");

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
  const chargedBackMinor = toMinor(order.chargeback?.amount ?? 0, currency);
  if (takenMinor === undefined || returnedMinor === undefined || chargedBackMinor === undefined) {
    return contradicts("decimals");
  }
  const tries = order.transaction.filter((one) => one.transaction.type !== "AUTHENTICATION");
  if (chargedBackMinor > 0n && chargedBackMinor + returnedMinor >= takenMinor) {
    return { kind: "takenBack", reason: "chargeback" };
  }
  if (takenMinor === 0n && order.transaction.some(isVoid)) {
    return { kind: "takenBack", reason: "void" };
  }
  if (takenMinor > 0n) {
    const reference = tries.find((one) => one.result === "SUCCESS")?.transaction.id ?? order.id;
    const partly = chargedBackMinor > 0n ? { chargedBackMinor } : {};
    return {
      kind: "taken",
      takenMinor,
      returnedMinor,
      reference,
      means: meansOf(order),
      ...partly,
    };
  }
  if (order.result === "FAILURE" || finalFailures.has(order.status)) {
    const code = order.transaction.at(-1)?.response.gatewayCode ?? "";
    return { kind: "declined", reason: declineReasons[code] ?? "declined" };
  }
  // The payer may have been asked who they are; money was not asked for.
  return { kind: tries.length === 0 ? "notTried" : "undecided" };
};
