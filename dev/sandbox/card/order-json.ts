import { amountNumber } from "./amount.ts";
import type { Order, Transaction } from "./bank.ts";
import { resultOf, statusOf, totalsOf } from "./order-totals.ts";

/** The order object inside a transaction's answer. */
function orderObject(order: Order) {
  const { authorizedMinor, capturedMinor, refundedMinor, chargedBackMinor } = totalsOf(order);
  return {
    id: order.id,
    amount: amountNumber(order.amountMinor, order.currency),
    currency: order.currency,
    description: order.description,
    creationTime: order.createdAt,
    lastUpdatedTime: order.transactions.at(-1)?.at ?? order.createdAt,
    status: statusOf(order),
    totalAuthorizedAmount: amountNumber(authorizedMinor, order.currency),
    totalCapturedAmount: amountNumber(capturedMinor, order.currency),
    totalRefundedAmount: amountNumber(refundedMinor, order.currency),
    ...(chargedBackMinor > 0n
      ? {
          chargeback: {
            amount: amountNumber(chargedBackMinor, order.currency),
            currency: order.currency,
          },
        }
      : {}),
  };
}

const fundsObject = (card: NonNullable<Transaction["card"]>) => ({
  type: "CARD",
  provided: {
    card: {
      brand: card.brand,
      scheme: card.brand,
      number: card.masked,
      expiry: { month: card.expiry.slice(0, 2), year: card.expiry.slice(3) },
    },
  },
});

/** The answer of `GET|PUT /order/{o}/transaction/{t}`, and the body of a notification. */
export function transactionJson(merchant: string, order: Order, one: Transaction) {
  return {
    merchant,
    order: orderObject(order),
    response: { gatewayCode: one.gatewayCode },
    result: one.result,
    ...(one.card ? { sourceOfFunds: fundsObject(one.card) } : {}),
    timeOfRecord: one.at,
    transaction: {
      id: one.id,
      type: one.kind,
      amount: amountNumber(one.amountMinor, order.currency),
      currency: order.currency,
      ...(one.targetId ? { targetTransactionId: one.targetId } : {}),
    },
    version: "100",
  };
}

/** The answer of `GET /order/{o}`. */
export function orderJson(merchant: string, order: Order) {
  const paidBy = order.transactions.findLast((one) => one.card)?.card;
  return {
    ...orderObject(order),
    merchant,
    result: resultOf(order),
    ...(paidBy ? { sourceOfFunds: fundsObject(paidBy) } : {}),
    transaction: order.transactions.map((one) => transactionJson(merchant, order, one)),
  };
}
