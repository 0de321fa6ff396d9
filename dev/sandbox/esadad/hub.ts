import { randomInt, randomUUID } from "node:crypto";
import type { FaultBook } from "../faults.ts";
import { createHolds } from "../holds.ts";
import type { Holds } from "../holds.ts";
import { openJournal } from "../journal.ts";
import type { CardCurrency } from "../card/amount.ts";
import { findAccount } from "./accounts.ts";
import { createBillerClient } from "./biller-client.ts";
import type { BillerClient } from "./biller-client.ts";
import { takeEsadadFault } from "./esadad-faults.ts";
import type { EsadadFaultKind } from "./esadad-faults.ts";
import { applyHubEvent, emptyHub } from "./hub-state.ts";
import type { HubEvent, HubState, Notice, Payment } from "./hub-state.ts";
import type { HubKeys } from "./mfep.ts";
import { noticeItem, takenBackStatus, takenStatus } from "./notice-xml.ts";
import { createNotifier } from "./notifier.ts";
import type { Notifier } from "./notifier.ts";
import { defaultSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** What a bank's customer, or a test, asks to be paid. */
export type PaymentOrder = {
  accountId: string;
  number: string;
  kind: Payment["kind"];
  serviceType: string;
  currency: CardCurrency;
  dueMinor: bigint;
  paidMinor: bigint;
};
export type Paid =
  | { ok: true; payments: Payment[] }
  | { ok: false; reason: "noFunds" | "declined" };

export type Hub = {
  keys: HubKeys;
  state: HubState;
  book: FaultBook<EsadadFaultKind>;
  holds: Holds;
  client: BillerClient;
  notifier: Notifier;
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  /** Debits the payers and notifies the biller of all in one message. */
  pay(orders: PaymentOrder[]): Paid;
  /** The bank takes a payment back and the biller is told; false where there is none. */
  takeBack(trx: string): boolean;
  /** Returns money to the payer, once for a reference. */
  refund(trx: string, ref: string, amountMinor: bigint): "done" | "tooMuch" | "unknown";
  /** Tells the biller of payments once more, under a GUID of the caller's choice. */
  notifyAgain(trxs: string[], guid: string): boolean;
  close(): void;
};

export type HubOptions = HubKeys & {
  billerUrl: string;
  stateFile?: string;
  settings?: Partial<Settings>;
};

/** Opens the books, replays the journal, and goes on notifying what was not acknowledged. */
export function openHub(options: HubOptions, book: FaultBook<EsadadFaultKind>): Hub {
  const state = emptyHub();
  let settings: Settings = { ...defaultSettings, ...options.settings };
  const journal = openJournal<HubEvent>(options.stateFile, (event) => applyHubEvent(state, event));
  const acknowledge = (event: HubEvent) => {
    journal.append(event);
    applyHubEvent(state, event);
  };
  const { billerUrl, billerCode, hubCode, hubKey, billerKey } = options;
  const keys = { billerCode, hubCode, hubKey, billerKey };
  const client = createBillerClient({
    url: billerUrl,
    keys,
    timeoutMs: () => settings.billerTimeoutMs,
  });
  const notifier = createNotifier({
    keys,
    client,
    book,
    settings: () => settings,
    onEnded: (guid, outcome, code) => acknowledge({ type: "noticeEnded", guid, outcome, code }),
  });
  const notify = (notice: Notice) => {
    acknowledge({ type: "notice", notice });
    notifier.queue(notice);
  };
  const takeBack = (trx: string): boolean => {
    const payment = state.payments.get(trx);
    if (!payment || payment.takenBackAt) return false;
    acknowledge({ type: "takenBack", trx, at: new Date().toISOString() });
    notify({ guid: randomUUID(), items: [noticeItem(payment, takenBackStatus)] });
    return true;
  };

  const debit = (order: PaymentOrder): Payment[] | "noFunds" | "declined" => {
    const fault = takeEsadadFault(book, { operation: "PAY", number: order.number });
    if (fault?.kind === "decline") return "declined";
    if (findAccount(order.accountId)?.outcome !== "approve") return "noFunds";
    const wrong = fault?.kind === "wrongAmount";
    const make = (): Payment => ({
      ...order,
      paidMinor: wrong ? order.paidMinor - 1n || 1n : order.paidMinor,
      trx: `PS${Date.now()}${randomInt(10 ** 6, 10 ** 7)}`,
      bankTrxId: `B${randomInt(10 ** 8, 10 ** 9)}`,
      feeMinor: BigInt(settings.feeMinor),
      feesOnBiller: settings.feesOnBiller,
      at: new Date().toISOString(),
      refunds: [],
    });
    const made = fault?.kind === "payTwice" ? [make(), make()] : [make()];
    if (fault?.kind === "reverse") setImmediate(() => made.forEach((one) => takeBack(one.trx)));
    return made;
  };

  for (const notice of state.undelivered.values()) notifier.queue(notice);
  return {
    keys,
    state,
    book,
    holds: createHolds(),
    client,
    notifier,
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    pay(orders) {
      const payments: Payment[] = [];
      for (const order of orders) {
        const made = debit(order);
        if (typeof made === "string") return { ok: false, reason: made };
        payments.push(...made);
      }
      acknowledge({ type: "paid", payments });
      const items = payments.map((payment) => noticeItem(payment, takenStatus));
      notify({ guid: randomUUID(), items });
      return { ok: true, payments };
    },
    takeBack,
    refund(trx, ref, amountMinor) {
      const payment = state.payments.get(trx);
      if (!payment) return "unknown";
      const before = payment.refunds.find((refund) => refund.ref === ref);
      if (before) return before.amountMinor === amountMinor ? "done" : "tooMuch";
      const returned = payment.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0n);
      const left = payment.takenBackAt ? 0n : payment.paidMinor - returned;
      if (amountMinor > left) return "tooMuch";
      acknowledge({ type: "refunded", trx, ref, amountMinor, at: new Date().toISOString() });
      return "done";
    },
    notifyAgain(trxs, guid) {
      const payments = trxs.map((trx) => state.payments.get(trx));
      const items = payments.flatMap((one) => (one ? [noticeItem(one, takenStatus)] : []));
      if (items.length !== trxs.length || items.length === 0) return false;
      notify({ guid, items });
      return true;
    },
    close() {
      notifier.close();
      journal.close();
    },
  };
}
