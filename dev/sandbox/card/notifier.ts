import type { FaultBook } from "../faults.ts";
import { distortAmounts, takeCardFault } from "./card-faults.ts";
import type { CardFaultKind } from "./card-faults.ts";
import type { Settings } from "./settings.ts";

/** A notification to the merchant: the transaction as it was when it happened. */
export type Notice = { id: string; url: string; orderId: string; body: object };
export type NoticeEvent =
  | { type: "notice"; notice: Notice }
  | { type: "noticeEnded"; id: string; outcome: "delivered" | "abandoned" };

export type Notifier = {
  /** Queues a notice that is already in the journal. */
  queue(notice: Notice): void;
  /** Every attempt made, newest last. */
  attempts(): readonly NoticeAttempt[];
  close(): void;
};
export type NoticeAttempt = {
  id: string;
  orderId: string;
  attempt: number;
  at: string;
  status: number | "no answer" | "not sent";
};

const atOnce = 16;
const attemptTimeoutMs = 10_000;
const attemptsKept = 10_000;

/** Sends notices with bounded retries; tells when each has ended. */
export function createNotifier(deps: {
  secret: string;
  settings: () => Settings;
  book: FaultBook<CardFaultKind>;
  onEnded: (id: string, outcome: "delivered" | "abandoned") => void;
}): Notifier {
  const waiting: { notice: Notice; attempt: number }[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const made: NoticeAttempt[] = [];
  let running = 0;
  let closed = false;

  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };
  const send = async (notice: Notice, attempt: number, body: object) => {
    const status = await post(deps.secret, notice, attempt, body);
    made.push({ ...noticeFacts(notice, attempt), status });
    if (made.length > attemptsKept) made.shift();
    return status;
  };
  const deliver = async (notice: Notice, attempt: number) => {
    const facts = { operation: "NOTIFICATION" as const, orderId: notice.orderId };
    const fault = takeCardFault(deps.book, facts);
    if (fault?.kind === "lateDone") {
      later(fault.delayMs, () => enqueue(notice, attempt));
      return;
    }
    const body = fault?.kind === "wrongAnswer" ? distortAmounts(notice.body) : notice.body;
    let status: NoticeAttempt["status"] = "not sent";
    if (fault?.kind === "timeoutNotDone") {
      made.push({ ...noticeFacts(notice, attempt), status });
    } else {
      status = await send(notice, attempt, body);
      if (fault?.kind === "answerTwice") status = await send(notice, attempt + 1, body);
    }
    if (closed) return;
    if (typeof status === "number" && status < 300) return deps.onEnded(notice.id, "delivered");
    const wait = deps.settings().notificationRetriesMs[attempt - 1];
    if (wait === undefined) return deps.onEnded(notice.id, "abandoned");
    later(wait, () => enqueue(notice, attempt + 1));
  };
  const pump = () => {
    while (running < atOnce && waiting.length > 0 && !closed) {
      const next = waiting.shift();
      if (!next) return;
      running += 1;
      void deliver(next.notice, next.attempt).finally(() => {
        running -= 1;
        pump();
      });
    }
  };
  const enqueue = (notice: Notice, attempt: number) => {
    waiting.push({ notice, attempt });
    pump();
  };
  return {
    queue: (notice) => later(deps.settings().notificationDelayMs, () => enqueue(notice, 1)),
    attempts: () => made,
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const noticeFacts = (notice: Notice, attempt: number) => ({
  id: notice.id,
  orderId: notice.orderId,
  attempt,
  at: new Date().toISOString(),
});

async function post(secret: string, notice: Notice, attempt: number, body: object) {
  const headers = {
    "content-type": "application/json",
    "x-notification-secret": secret,
    "x-notification-id": notice.id,
    "x-notification-attempt": String(attempt),
  };
  try {
    const response = await fetch(notice.url, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(attemptTimeoutMs),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return "no answer" as const;
  }
}
