import { signRequest, type SigningKey } from "@gov/kit/http-signature.ts";
import type { FaultBook } from "../faults.ts";
import type { BookedCredit } from "./books.ts";
import { takeInstantFault, type InstantFaultKind } from "./instant-faults.ts";
import { writeCreditNotice } from "./iso-write.ts";
import type { Settings } from "./settings.ts";

/** A camt.054 that its receiver has not acknowledged. */
export type Notice = { id: string; credit: BookedCredit; reversal?: boolean };
export type NoticeEvent = { type: "noticeEnded"; id: string; outcome: "delivered" | "abandoned" };

export type NoticeAttempt = {
  id: string;
  reference: string;
  attempt: number;
  at: string;
  status: number | "no answer" | "not sent";
};

export type Notifier = {
  queue(notice: Notice): void;
  /** Every attempt made, newest last. */
  attempts(): readonly NoticeAttempt[];
  close(): void;
};

const attemptTimeoutMs = 10_000;
const attemptsKept = 10_000;

type Deps = {
  key: SigningKey;
  strangersKey: SigningKey;
  settings: () => Settings;
  book: FaultBook<InstantFaultKind>;
  onEnded: (id: string, outcome: "delivered" | "abandoned") => void;
};

/** Sends each notice until it is acknowledged, with bounded retries; tells when it has ended. */
export function createNotifier(deps: Deps): Notifier {
  const timers = new Set<NodeJS.Timeout>();
  const made: NoticeAttempt[] = [];
  let closed = false;

  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };
  const note = (notice: Notice, attempt: number, status: NoticeAttempt["status"]) => {
    const { reference } = notice.credit;
    made.push({ id: notice.id, reference, attempt, at: new Date().toISOString(), status });
    if (made.length > attemptsKept) made.shift();
    return status;
  };
  const deliver = async (notice: Notice, attempt: number): Promise<void> => {
    const { reference } = notice.credit;
    const fault = takeInstantFault(deps.book, { operation: "NOTIFICATION", reference });
    if (fault?.kind === "lateDone") {
      later(fault.delayMs, () => void deliver(notice, attempt));
      return;
    }
    const key = fault?.kind === "badSignature" ? deps.strangersKey : deps.key;
    const send = () => post(deps, notice, { key, distorted: fault?.kind === "wrongAnswer" });
    const status = fault?.kind === "timeoutNotDone" ? "not sent" : await send();
    note(notice, attempt, status);
    if (fault?.kind === "answerTwice") note(notice, attempt, await send());
    if (closed) return;
    if (typeof status === "number" && status < 300) return deps.onEnded(notice.id, "delivered");
    const wait = deps.settings().notificationRetriesMs[attempt - 1];
    if (wait === undefined) return deps.onEnded(notice.id, "abandoned");
    later(wait, () => void deliver(notice, attempt + 1));
  };
  return {
    queue: (notice) => later(deps.settings().notificationDelayMs, () => void deliver(notice, 1)),
    attempts: () => made,
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function post(
  deps: Deps,
  notice: Notice,
  { key, distorted }: { key: SigningKey; distorted: boolean },
) {
  const url = deps.settings().notificationUrl;
  if (url === undefined) return "not sent" as const;
  const xml = writeCreditNotice({
    messageId: notice.id,
    at: new Date(),
    accountIban: notice.credit.creditorIban,
    credits: [notice.credit],
    distorted,
    reversal: notice.reversal ?? false,
  });
  const body = Buffer.from(xml);
  const headers = new Headers({ "content-type": "application/xml" });
  signRequest({ method: "POST", url, headers, body }, key);
  try {
    const signal = AbortSignal.timeout(attemptTimeoutMs);
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal,
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return "no answer" as const;
  }
}
