import type { Fault } from "../faults.ts";
import type { Acquirer } from "./acquirer.ts";
import { parseAmount } from "./amount.ts";
import type { Order, OrderHead, Transaction, TransactionKind } from "./bank.ts";
import type { CardFaultKind } from "./card-faults.ts";
import { decideAmount, decideVoid, mayPay } from "./decisions.ts";
import type { Decision } from "./decisions.ts";
import { invalidField, invalidRequest, orderNotFound } from "./gateway-errors.ts";
import type { TransactionRequest } from "./gateway-schema.ts";
import { doubleNotice, takePayment } from "./payments.ts";

type Asked = {
  orderId: string;
  transactionId: string;
  request: TransactionRequest;
  fingerprint: string;
  fault: Fault<CardFaultKind> | undefined;
};
type Done = { order: Order; transaction: Transaction; replayed: boolean };

/** Does what a `PUT /order/{o}/transaction/{t}` asks, once; the identical request is a replay. */
export function performTransaction(acquirer: Acquirer, asked: Asked): Decision<Done> {
  const order = acquirer.state.orders.get(asked.orderId);
  const earlier = order?.transactions.find((one) => one.id === asked.transactionId);
  if (order && earlier) {
    return earlier.fingerprint === asked.fingerprint
      ? { ok: true, value: { order, transaction: earlier, replayed: true } }
      : { ok: false, error: invalidRequest("This transaction id was used for another request.") };
  }
  const done = isPayment(asked.request)
    ? pay(acquirer, order, asked, asked.request)
    : follow(acquirer, order, asked, asked.request);
  if (!done.ok) return done;
  const after = acquirer.state.orders.get(asked.orderId);
  if (!after) throw new Error("a transaction was recorded without its order");
  return { ok: true, value: { order: after, transaction: done.value, replayed: false } };
}

type PaymentRequest = Extract<TransactionRequest, { sourceOfFunds: unknown }>;
type FollowingRequest = Exclude<TransactionRequest, PaymentRequest>;
const isPayment = (request: TransactionRequest): request is PaymentRequest =>
  request.apiOperation === "PAY" || request.apiOperation === "AUTHORIZE";

function pay(
  acquirer: Acquirer,
  order: Order | undefined,
  asked: Asked,
  request: PaymentRequest,
): Decision<Transaction> {
  const { amount, currency, description, notificationUrl } = request.order;
  const amountMinor = parseAmount(amount, currency);
  if (amountMinor === undefined) {
    return no(invalidField("order.amount", "Not a positive amount of this currency."));
  }
  if (order && (order.amountMinor !== amountMinor || order.currency !== currency)) {
    return no(invalidField("order.amount", "The order has another amount or currency."));
  }
  if (!mayPay(order)) return no(invalidRequest("The order is already paid, or may be."));
  const head: OrderHead = {
    id: asked.orderId,
    currency,
    amountMinor,
    description,
    ...(notificationUrl ? { notificationUrl } : {}),
  };
  const { number, expiry } = request.sourceOfFunds.provided.card;
  const transaction = takePayment(acquirer, {
    kind: request.apiOperation === "PAY" ? "PAYMENT" : "AUTHORIZATION",
    transactionId: asked.transactionId,
    order: head,
    fault: asked.fault,
    card: { number, expiry: `${expiry.month.padStart(2, "0")}/${expiry.year}` },
    fingerprint: asked.fingerprint,
  });
  return { ok: true, value: transaction };
}

function follow(
  acquirer: Acquirer,
  order: Order | undefined,
  asked: Asked,
  request: FollowingRequest,
): Decision<Transaction> {
  if (!order) return no(orderNotFound(asked.orderId, acquirer.merchantId));
  const decided = decideFollowing(order, request);
  if (!decided.ok) return decided;
  const declined = asked.fault?.kind === "decline";
  const transaction: Transaction = {
    id: asked.transactionId,
    ...decided.value,
    fingerprint: asked.fingerprint,
    result: declined ? "FAILURE" : "SUCCESS",
    gatewayCode: declined ? "DECLINED" : "APPROVED",
    at: acquirer.now().toISOString(),
  };
  doubleNotice(acquirer, order.id, asked.fault);
  acquirer.record(order, transaction);
  return { ok: true, value: transaction };
}

type Following = { kind: TransactionKind; amountMinor: bigint; targetId?: string };

function decideFollowing(order: Order, request: FollowingRequest): Decision<Following> {
  if (request.apiOperation === "VOID") {
    const targetId = request.transaction.targetTransactionId;
    const decided = decideVoid(order, targetId);
    return decided.ok ? { ok: true, value: { ...decided.value, targetId } } : decided;
  }
  const kind = request.apiOperation;
  const decided = decideAmount(kind, order, request.transaction);
  return decided.ok ? { ok: true, value: { kind, amountMinor: decided.value } } : decided;
}

const no = (error: ReturnType<typeof invalidRequest>): Decision<never> => ({ ok: false, error });
