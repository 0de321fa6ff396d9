import { randomUUID } from "node:crypto";
import type { FaultBook } from "../faults.ts";
import type { BillerClient } from "./biller-client.ts";
import { takeEsadadFault } from "./esadad-faults.ts";
import type { EsadadFaultKind } from "./esadad-faults.ts";
import type { Notice, Outcome } from "./hub-state.ts";
import type { HubKeys } from "./mfep.ts";
import { noticeXml } from "./notice-xml.ts";
import type { Settings } from "./settings.ts";

/** One message that was sent, and what came back. */
export type NoticeAttempt = {
  guid: string;
  trxs: string[];
  at: string;
  code: number | "no answer" | "not sent";
  /** The result of each transaction. */
  results: number[];
};

export type Notifier = {
  queue(notice: Notice): void;
  attempts(): readonly NoticeAttempt[];
  close(): void;
};

const path = "/payment/ReceivePaymentNotification";
const attemptsKept = 10_000;
/** The biller has it, or will never take it: nothing is repeated. */
const finalCodes = new Set([0, 7, 340, 701]);

/** Sends notifications until the biller acknowledges them, with waits that grow. */
export function createNotifier(deps: {
  keys: HubKeys;
  client: BillerClient;
  book: FaultBook<EsadadFaultKind>;
  settings: () => Settings;
  onEnded: (guid: string, outcome: Outcome, code: number | null) => void;
}): Notifier {
  const timers = new Set<NodeJS.Timeout>();
  const made: NoticeAttempt[] = [];
  let closed = false;

  const later = (ms: number, run: () => void) => {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };
  const note = (attempt: NoticeAttempt) => {
    made.push(attempt);
    if (made.length > attemptsKept) made.shift();
  };
  const send = async (notice: Notice, guid: string, how: { spoil?: boolean; hangUp?: boolean }) => {
    const xml = noticeXml(deps.keys, notice, guid, how.spoil ?? false);
    const answer = await deps.client.send(path, guid, xml, how.hangUp);
    const told: { Result?: { ErrorCode?: string } }[] = answer?.body?.Transactions?.TrxInf ?? [];
    const code = answer?.code ?? "no answer";
    const results = told.map((one) => Number(one.Result?.ErrorCode ?? NaN));
    const trxs = notice.items.map((item) => item.trx);
    note({ guid, trxs, at: new Date().toISOString(), code, results });
    return code;
  };

  const sendThroughFault = async (notice: Notice, kind: EsadadFaultKind | undefined) => {
    if (kind === "badSignature") return await send(notice, notice.guid, { spoil: true });
    if (kind === "dropMidAnswer" || kind === "timeoutDone") {
      return await send(notice, notice.guid, { hangUp: true });
    }
    const code = await send(notice, notice.guid, {});
    if (kind === "sameGuidTwice") return await send(notice, notice.guid, {});
    if (kind === "otherGuidTwice") return await send(notice, randomUUID(), {});
    if (kind === "otherContent") {
      const items = notice.items.map((item) => ({ ...item, paidMinor: item.paidMinor + 100n }));
      await send({ ...notice, items }, notice.guid, {});
    }
    return code;
  };

  const deliver = async (notice: Notice, attempt: number): Promise<void> => {
    const item = notice.items[0];
    const facts = { operation: "NOTIFICATION" as const, number: item?.number ?? "" };
    const fault = takeEsadadFault(deps.book, { ...facts, trx: item?.trx ?? "" });
    if (fault?.kind === "lateDone") {
      later(fault.delayMs, () => void deliver(notice, attempt));
      return;
    }
    let code: NoticeAttempt["code"] = "not sent";
    if (fault?.kind !== "timeoutNotDone") code = await sendThroughFault(notice, fault?.kind);
    if (closed) return;
    const { notificationAttempts, notificationRetriesMs: waits } = deps.settings();
    if (typeof code === "number" && finalCodes.has(code)) {
      deps.onEnded(notice.guid, code === 7 ? "abandoned" : "delivered", code);
    } else if (attempt >= notificationAttempts) {
      deps.onEnded(notice.guid, "abandoned", typeof code === "number" ? code : null);
    } else {
      const wait = waits[Math.min(attempt, waits.length) - 1] ?? 1_000;
      later(wait, () => void deliver(notice, attempt + 1));
    }
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
