import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { SigningKey } from "@gov/kit/http-signature.ts";
import type { FaultBook } from "../faults.ts";
import { createHolds, type Holds } from "../holds.ts";
import { openJournal } from "../journal.ts";
import { applySystemEvent, emptyBooks } from "./books.ts";
import type { BookedCredit, Books, PayOrder, SystemEvent } from "./books.ts";
import type { InstantFault, InstantFaultKind } from "./instant-faults.ts";
import { createNotifier, type Notice, type NoticeEvent, type Notifier } from "./notifier.ts";
import { defaultSettings, type Settings } from "./settings.ts";

/** The instant-payment system and its banks: books, clock, notifications. */
export type InstantSystem = {
  books: Books;
  book: FaultBook<InstantFaultKind>;
  holds: Holds;
  notifier: Notifier;
  key: SigningKey;
  strangersKey: SigningKey;
  memberKey: KeyObject;
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  now(): Date;
  acknowledge(event: SystemEvent): void;
  newId(): string;
  /** Moves the payer's money, at once or later, as the fault says. */
  pay(payerId: string, order: PayOrder, fault: InstantFault): void;
  /** Takes a booked credit back and notifies of it; false where there is none. */
  reverse(bankReference: string): boolean;
  /** Books what was agreed and is due; with `all`, at once. */
  settle(all: boolean): number;
  close(): void;
};

export type InstantSystemOptions = {
  bankKey: KeyObject;
  memberKey: KeyObject;
  stateFile?: string;
  settings?: Partial<Settings>;
  now?: () => Date;
};

const longestTimerMs = 2_000_000_000;
const strangers = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** Opens the books, replays the journal, and takes up what was left undone. */
export function openInstantSystem(
  options: InstantSystemOptions,
  book: FaultBook<InstantFaultKind>,
): InstantSystem {
  const books = emptyBooks();
  const undelivered = new Map<string, Notice>();
  const now = options.now ?? (() => new Date());
  const newId = () => randomBytes(12).toString("hex").toUpperCase();
  let settings: Settings = { ...defaultSettings, ...options.settings };
  let timer: NodeJS.Timeout | undefined;

  const apply = (event: SystemEvent | NoticeEvent) => {
    if (event.type === "noticeEnded") return void undelivered.delete(event.id);
    applySystemEvent(books, event);
    if (event.type === "credit") {
      undelivered.set(event.noticeId, { id: event.noticeId, credit: event.credit });
    } else if (event.type === "reversed") {
      const credit = books.credits.get(event.bankReference);
      const notice = credit && { id: event.noticeId, credit, reversal: true };
      if (notice) undelivered.set(event.noticeId, notice);
    }
  };
  const journal = openJournal<SystemEvent | NoticeEvent>(options.stateFile, apply);
  const acknowledge = (event: SystemEvent | NoticeEvent) => {
    journal.append(event);
    apply(event);
  };
  const key = { keyId: "bank", privateKey: options.bankKey };
  const strangersKey = { keyId: "bank", privateKey: strangers() };
  const notifier = createNotifier({
    key,
    strangersKey,
    book,
    settings: () => settings,
    onEnded: (id, outcome) => acknowledge({ type: "noticeEnded", id, outcome }),
  });

  const credit = (payerId: string, order: PayOrder, awaitedId?: string) => {
    const bankReference = newId();
    const booked: BookedCredit = { ...order, bankReference, at: now().toISOString(), payerId };
    const noticeId = newId();
    const ended = awaitedId ? { awaitedId } : {};
    acknowledge({ type: "credit", credit: booked, noticeId, ...ended });
    notifier.queue({ id: noticeId, credit: booked });
  };
  const reverse = (bankReference: string): boolean => {
    if (!books.credits.has(bankReference) || books.reversed.has(bankReference)) return false;
    const noticeId = newId();
    acknowledge({ type: "reversed", bankReference, noticeId, at: now().toISOString() });
    const notice = undelivered.get(noticeId);
    if (notice) notifier.queue(notice);
    return true;
  };
  const payLater = (payerId: string, order: PayOrder, atMs: number) => {
    acknowledge({ type: "awaited", awaited: { id: newId(), atMs, payerId, order } });
    settle(false);
  };
  const pay: InstantSystem["pay"] = (payerId, order, fault) => {
    const delayMs = fault?.delayMs ?? 0;
    if (fault?.kind === "settleLate" || fault?.kind === "settleAfterExpiry") {
      const request = books.requests.get(order.reference);
      const from =
        fault.kind === "settleAfterExpiry" && request
          ? Date.parse(request.expiresAt)
          : now().getTime();
      return payLater(payerId, order, from + delayMs);
    }
    const less = fault?.kind === "otherAmount" ? 1n : 0n;
    const currency = fault?.kind === "otherCurrency" ? "USD" : order.currency;
    const done = { ...order, amountMinor: order.amountMinor - less, currency };
    credit(payerId, done);
    if (fault?.kind === "payTwice") credit(payerId, done);
  };
  const settle = (all: boolean) => {
    clearTimeout(timer);
    const due = [...books.awaited.values()].filter((one) => all || one.atMs <= now().getTime());
    for (const { id, payerId, order } of due) credit(payerId, order, id);
    const next = Math.min(...[...books.awaited.values()].map((one) => one.atMs));
    if (next !== Infinity) {
      const waitMs = Math.min(Math.max(next - now().getTime(), 1), longestTimerMs);
      timer = setTimeout(() => settle(false), waitMs);
    }
    return due.length;
  };
  for (const notice of undelivered.values()) notifier.queue(notice);
  settle(false);
  return {
    books,
    book,
    holds: createHolds(),
    notifier,
    key,
    strangersKey,
    memberKey: options.memberKey,
    now,
    newId,
    acknowledge,
    pay,
    reverse,
    settle,
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    close() {
      clearTimeout(timer);
      notifier.close();
      journal.close();
    },
  };
}
