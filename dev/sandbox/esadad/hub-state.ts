import type { CardCurrency } from "../card/amount.ts";

/** Times are ISO 8601 in UTC. */
export type Payment = {
  /** JOEBPPSTrx. */
  trx: string;
  bankTrxId: string;
  accountId: string;
  number: string;
  kind: "Postpaid" | "Prepaid";
  serviceType: string;
  currency: CardCurrency;
  dueMinor: bigint;
  paidMinor: bigint;
  feeMinor: bigint;
  feesOnBiller: boolean;
  at: string;
  takenBackAt?: string;
  refunds: { ref: string; amountMinor: bigint; at: string }[];
};

/** What one notification says of one payment; the same GUID always says the same. */
export type NoticeItem = Omit<Payment, "refunds" | "takenBackAt"> & { status: string };
export type Notice = { guid: string; items: NoticeItem[]; spoilt?: true };
export type Outcome = "delivered" | "abandoned";

export type HubEvent =
  | { type: "paid"; payments: Payment[] }
  | { type: "takenBack"; trx: string; at: string }
  | { type: "refunded"; trx: string; ref: string; amountMinor: bigint; at: string }
  | { type: "notice"; notice: Notice }
  | { type: "noticeEnded"; guid: string; outcome: Outcome; code: number | null };

export type HubState = {
  payments: Map<string, Payment>;
  undelivered: Map<string, Notice>;
  ended: Map<string, { outcome: Outcome; code: number | null }>;
};

export const emptyHub = (): HubState => ({
  payments: new Map(),
  undelivered: new Map(),
  ended: new Map(),
});

/** Brings one acknowledged event into the state; the only place where the state changes. */
export function applyHubEvent(state: HubState, event: HubEvent): void {
  if (event.type === "paid") {
    for (const payment of event.payments) state.payments.set(payment.trx, payment);
  } else if (event.type === "takenBack") {
    const payment = state.payments.get(event.trx);
    if (payment) payment.takenBackAt = event.at;
  } else if (event.type === "refunded") {
    const { ref, amountMinor, at } = event;
    state.payments.get(event.trx)?.refunds.push({ ref, amountMinor, at });
  } else if (event.type === "notice") {
    state.undelivered.set(event.notice.guid, event.notice);
  } else {
    state.undelivered.delete(event.guid);
    state.ended.set(event.guid, { outcome: event.outcome, code: event.code });
  }
}

/** What of a payment went back to its payer, by refunds and by being taken back. */
export const returnedMinor = (payment: Payment): bigint =>
  payment.takenBackAt
    ? payment.paidMinor
    : payment.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0n);
