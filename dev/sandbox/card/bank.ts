import type { CardCurrency } from "./amount.ts";

/** Order, transaction and session as the acquirer keeps them. Times are ISO 8601 in UTC. */
export type TransactionKind =
  | "AUTHENTICATION"
  | "PAYMENT"
  | "AUTHORIZATION"
  | "CAPTURE"
  | "REFUND"
  // The cardholder disputed, and their bank took the money back.
  | "CHARGEBACK"
  | "VOID_PAYMENT"
  | "VOID_AUTHORIZATION"
  | "VOID_CAPTURE"
  | "VOID_REFUND";

export type GatewayCode =
  | "APPROVED"
  | "DECLINED"
  | "INSUFFICIENT_FUNDS"
  | "EXPIRED_CARD"
  | "AUTHENTICATION_FAILED"
  | "AUTHENTICATION_IN_PROGRESS"
  | "TIMED_OUT";

export type TransactionResult = "SUCCESS" | "FAILURE" | "PENDING" | "UNKNOWN";

export type Transaction = {
  id: string;
  kind: TransactionKind;
  amountMinor: bigint;
  result: TransactionResult;
  gatewayCode: GatewayCode;
  at: string;
  /** What was asked, so that the same request again is the same transaction. */
  fingerprint: string;
  targetId?: string;
  card?: { brand: string; masked: string; expiry: string };
  /** A bank that answers late: what it will have said, and when. */
  settles?: { at: string; gatewayCode: GatewayCode };
};

export type OrderHead = {
  id: string;
  currency: CardCurrency;
  amountMinor: bigint;
  description: string;
  notificationUrl?: string;
};
export type Order = OrderHead & { createdAt: string; transactions: Transaction[] };

export type Challenge = {
  id: string;
  code: string;
  card: { number: string; expiry: string };
  triesLeft: number;
  /** `spent`: the payment that it allowed was tried. */
  verdict: "open" | "passed" | "failed" | "spent";
};

export type CheckoutSession = {
  id: string;
  successIndicator: string;
  failureIndicator: string;
  operation: "PURCHASE" | "AUTHORIZE";
  order: OrderHead;
  merchantName: string;
  returnUrl: string;
  /** Where the payer goes when no attempt is left. */
  failureUrl: string;
  cancelUrl: string;
  locale: "ar" | "en";
  expiresAt: string;
  attemptsLeft: number;
  state: "open" | "paid" | "unknown" | "failed" | "cancelled";
  challenge?: Challenge;
};

/** Money that really moved, as the cardholder's bank has it. */
export type MoneyMove = {
  at: string;
  orderId: string;
  transactionId: string;
  direction: "taken" | "returned";
  amountMinor: bigint;
  currency: CardCurrency;
};

export type BankEvent =
  | { type: "session"; session: CheckoutSession }
  | { type: "sessionChanged"; id: string; changes: Partial<CheckoutSession> }
  | { type: "transaction"; at: string; order: OrderHead; transaction: Transaction }
  | { type: "settled"; at: string; orderId: string; id: string; gatewayCode: GatewayCode };

export type BankState = {
  sessions: Map<string, CheckoutSession>;
  orders: Map<string, Order>;
  moves: MoneyMove[];
  /** Transactions whose bank answers late, by order and transaction. */
  awaited: Map<string, { orderId: string; id: string; atMs: number; gatewayCode: GatewayCode }>;
};

export const emptyBank = (): BankState => ({
  sessions: new Map(),
  orders: new Map(),
  moves: [],
  awaited: new Map(),
});

/** Brings one acknowledged event into the state; the only place where the state changes. */
export function applyBankEvent(state: BankState, event: BankEvent): void {
  if (event.type === "session") {
    state.sessions.set(event.session.id, event.session);
  } else if (event.type === "sessionChanged") {
    const session = state.sessions.get(event.id);
    if (session) state.sessions.set(event.id, { ...session, ...event.changes });
  } else if (event.type === "transaction") {
    const order = state.orders.get(event.order.id) ?? {
      ...event.order,
      createdAt: event.at,
      transactions: [],
    };
    const { id, settles } = event.transaction;
    order.transactions.push(event.transaction);
    state.orders.set(order.id, order);
    if (settles) {
      const late = { orderId: order.id, id, atMs: Date.parse(settles.at) };
      state.awaited.set(`${order.id}/${id}`, { ...late, gatewayCode: settles.gatewayCode });
    }
    recordMove(state, order, event.transaction, event.at);
  } else {
    const order = state.orders.get(event.orderId);
    const transaction = order?.transactions.find((one) => one.id === event.id);
    if (!order || !transaction) return;
    state.awaited.delete(`${event.orderId}/${event.id}`);
    delete transaction.settles;
    transaction.gatewayCode = event.gatewayCode;
    transaction.result = event.gatewayCode === "APPROVED" ? "SUCCESS" : "FAILURE";
    recordMove(state, order, transaction, event.at);
  }
}

const directions: Record<TransactionKind, MoneyMove["direction"] | undefined> = {
  AUTHENTICATION: undefined,
  AUTHORIZATION: undefined,
  VOID_AUTHORIZATION: undefined,
  PAYMENT: "taken",
  CAPTURE: "taken",
  VOID_REFUND: "taken",
  REFUND: "returned",
  CHARGEBACK: "returned",
  VOID_PAYMENT: "returned",
  VOID_CAPTURE: "returned",
};

function recordMove(state: BankState, order: Order, transaction: Transaction, at: string): void {
  const direction = directions[transaction.kind];
  if (!direction || transaction.result !== "SUCCESS") return;
  const { amountMinor, id } = transaction;
  state.moves.push({
    at,
    orderId: order.id,
    transactionId: id,
    direction,
    amountMinor,
    currency: order.currency,
  });
}
