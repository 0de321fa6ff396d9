import { randomBytes } from "node:crypto";
import type { FaultBook } from "../faults.ts";
import { createHolds } from "../holds.ts";
import type { Holds } from "../holds.ts";
import { openJournal } from "../journal.ts";
import { applyBankEvent, emptyBank } from "./bank.ts";
import type { BankEvent, BankState, GatewayCode, OrderHead, Transaction } from "./bank.ts";
import type { CardFaultKind } from "./card-faults.ts";
import { createNotifier } from "./notifier.ts";
import type { Notice, NoticeEvent, Notifier } from "./notifier.ts";
import { transactionJson } from "./order-json.ts";
import { defaultSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** The acquirer behind the gateway: its books, its clock, its notifications. */
export type Acquirer = {
  merchantId: string;
  state: BankState;
  book: FaultBook<CardFaultKind>;
  holds: Holds;
  notifier: Notifier;
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  now(): Date;
  acknowledge(event: BankEvent): void;
  /** Writes a transaction to the order and notifies the merchant when money was asked for. */
  record(order: OrderHead, transaction: Transaction): void;
  /** Ends what was awaited: with `all`, at once; otherwise what is due. */
  settle(all: boolean): number;
  settleOne(orderId: string, transactionId: string, gatewayCode: GatewayCode): void;
  close(): void;
};

export type AcquirerOptions = {
  merchantId: string;
  webhookSecret: string;
  notificationUrl?: string;
  stateFile?: string;
  settings?: Partial<Settings>;
  now?: () => Date;
};

const longestTimerMs = 2_000_000_000;

/** Opens the books, replays the journal, and takes up what was left undone. */
export function openAcquirer(options: AcquirerOptions, book: FaultBook<CardFaultKind>): Acquirer {
  const state = emptyBank();
  const undelivered = new Map<string, Notice>();
  const now = options.now ?? (() => new Date());
  let settings: Settings = { ...defaultSettings, ...options.settings };
  let timer: NodeJS.Timeout | undefined;

  const apply = (event: BankEvent | NoticeEvent) => {
    if (event.type === "notice") undelivered.set(event.notice.id, event.notice);
    else if (event.type === "noticeEnded") undelivered.delete(event.id);
    else applyBankEvent(state, event);
  };
  const journal = openJournal<BankEvent | NoticeEvent>(options.stateFile, apply);
  const acknowledge = (event: BankEvent | NoticeEvent) => {
    journal.append(event);
    apply(event);
  };
  const notifier = createNotifier({
    secret: options.webhookSecret,
    book,
    settings: () => settings,
    onEnded: (id, outcome) => acknowledge({ type: "noticeEnded", id, outcome }),
  });
  const notify = (orderId: string, transaction: Transaction) => {
    const order = state.orders.get(orderId);
    const url = order?.notificationUrl ?? options.notificationUrl;
    if (!order || !url || transaction.kind === "AUTHENTICATION") return;
    const body = transactionJson(options.merchantId, order, transaction);
    const notice = { id: randomBytes(16).toString("hex"), url, orderId, body };
    acknowledge({ type: "notice", notice });
    notifier.queue(notice);
  };
  const settleOne = (orderId: string, id: string, gatewayCode: GatewayCode) => {
    acknowledge({ type: "settled", at: now().toISOString(), orderId, id, gatewayCode });
    const transaction = state.orders.get(orderId)?.transactions.find((one) => one.id === id);
    if (transaction) notify(orderId, transaction);
  };
  const settle = (all: boolean) => {
    clearTimeout(timer);
    const nowMs = now().getTime();
    const due = [...state.awaited.values()].filter((one) => all || one.atMs <= nowMs);
    for (const one of due) settleOne(one.orderId, one.id, one.gatewayCode);
    const next = Math.min(...[...state.awaited.values()].map((one) => one.atMs));
    if (next !== Infinity) {
      const waitMs = Math.min(Math.max(next - nowMs, 1), longestTimerMs);
      timer = setTimeout(() => settle(false), waitMs);
    }
    return due.length;
  };
  for (const notice of undelivered.values()) notifier.queue(notice);
  settle(false);
  return {
    merchantId: options.merchantId,
    state,
    book,
    holds: createHolds(),
    notifier,
    now,
    acknowledge,
    settle,
    settleOne,
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    record(order, transaction) {
      acknowledge({ type: "transaction", at: now().toISOString(), order, transaction });
      notify(order.id, transaction);
      if (transaction.settles) settle(false);
    },
    close() {
      clearTimeout(timer);
      notifier.close();
      journal.close();
    },
  };
}
