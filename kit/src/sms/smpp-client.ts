import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../log.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { createTurnstile } from "./turnstile.ts";
import { openSmppLink } from "./smpp-link.ts";
import type { SmppLink, SmppTiming } from "./smpp-link.ts";
import { splitSms } from "./split.ts";
import type { SmsPart } from "./split.ts";

/**
 * Why a message was not sent, or may not have been.
 * - `invalidNumber`, `empty`, `tooLong`: it was not tried.
 * - `queueFull`: more are waiting than the sender keeps. `closed`: the sender is.
 * - `unreachable`: no SMS centre in time; nothing was sent.
 * - `throttled`: the centre asked for patience longer than the sender has it.
 * - `refused`: the centre said no, with its SMPP status.
 * - `unanswered`: handed over, no answer came; it may arrive. Only the caller knows whether a
 *   second copy would do harm.
 */
export const smsErrorKinds = [
  "invalidNumber",
  "empty",
  "tooLong",
  "queueFull",
  "closed",
  "unreachable",
  "throttled",
  "refused",
  "unanswered",
] as const;
export type SmsError = { kind: (typeof smsErrorKinds)[number]; smppStatus?: number };

export type SmsSender = {
  /** `to` in E.164 (`+97059…`). The centre's ids, one a part, once it has accepted them all. */
  send(message: { to: string; text: string }): Promise<Result<{ messageIds: string[] }, SmsError>>;
  /** Unbinds; what has not been sent ends as `closed`. */
  close(): Promise<void>;
};

export type SmsSenderOptions = {
  /** `smpp://systemId:password@host:port` */
  url: string;
  /** Sender name (1 to 11 letters, digits or spaces) or number. */
  from: string;
  log: Log;
  /** Parts that may await an answer at once: no more than the centre's window. */
  partsAtOnce?: number;
  timing?: Partial<SmppTiming & SenderTiming>;
};

export type SenderTiming = {
  /** How long a message may wait for the centre before it is given up. */
  giveUpMs: number;
  /** First wait after "throttled"; it doubles each time, give or take a half. */
  throttleMs: number;
};

const usualTiming: SmppTiming & SenderTiming = {
  reconnectMs: [250, 30_000],
  bindTimeoutMs: 10_000,
  answerTimeoutMs: 10_000,
  enquireEveryMs: 30_000,
  giveUpMs: 30_000,
  throttleMs: 250,
};
const usualPartsAtOnce = 10;
const messagesWaiting = 10_000;
const mostParts = 10;
const mostThrottles = 6;
/** ESME_RMSGQFUL and ESME_RTHROTTLED (SMPP 3.4, 5.1.3). */
const askForPatience: readonly number[] = [0x14, 0x58];

/** Opens a sender that stays bound to an SMS centre over SMPP 3.4 until it is closed. */
export function createSmsSender(options: SmsSenderOptions): SmsSender {
  const timing = { ...usualTiming, ...options.timing };
  const link = openSmppLink({ url: options.url, log: options.log, timing });
  const places = options.partsAtOnce ?? usualPartsAtOnce;
  const turnstile = createTurnstile({ places, waiting: messagesWaiting });
  const source = sourceAddress(options.from);
  let reference = randomInt(256);
  let closed = false;

  const sendParts = async (to: string, parts: readonly SmsPart[], giveUpAt: number) => {
    const messageIds: string[] = [];
    let unanswered: Result<never, SmsError> | undefined;
    for (const part of parts) {
      if (closed) return unanswered ?? err({ kind: "closed" as const });
      const sent = await sendPart(link, { ...source, ...submitFields(to, part) }, giveUpAt, timing);
      if (sent.ok) messageIds.push(sent.value);
      // It may have arrived: without the others the phone would show nothing of it.
      else if (sent.error.kind === "unanswered") unanswered = sent;
      else if (unanswered) return unanswered;
      else if (closed && sent.error.kind === "unreachable") return err({ kind: "closed" as const });
      else return sent;
    }
    return unanswered ?? ok({ messageIds });
  };
  return {
    async send({ to, text }) {
      if (!/^\+[1-9]\d{6,14}$/.test(to)) return err({ kind: "invalidNumber" });
      if (text === "") return err({ kind: "empty" });
      reference = (reference + 1) % 256;
      const parts = text.length > mostParts * 160 ? [] : splitSms(text, reference);
      if (parts.length === 0 || parts.length > mostParts) return err({ kind: "tooLong" });
      if (closed) return err({ kind: "closed" });
      const giveUpAt = Date.now() + timing.giveUpMs;
      const sent = await turnstile.pass(() => sendParts(to, parts, giveUpAt));
      return sent ?? err({ kind: "queueFull" });
    },
    async close() {
      closed = true;
      await link.close();
    },
  };
}

/** One part: waits for the centre, is patient when asked to be, and says what came of it. */
async function sendPart(
  link: SmppLink,
  fields: Record<string, unknown>,
  giveUpAt: number,
  timing: SenderTiming,
): Promise<Result<string, SmsError>> {
  let throttles = 0;
  for (;;) {
    const leftMs = giveUpAt - Date.now();
    if (leftMs <= 0 || !(await link.bound(leftMs))) {
      return err(throttles > 0 ? { kind: "throttled" } : { kind: "unreachable" });
    }
    const answer = await link.submit(fields);
    if (answer.kind === "unanswered") return err({ kind: "unanswered" });
    if (answer.kind === "notSent") {
      await pause(10);
      continue;
    }
    if (answer.status === 0) return ok(answer.messageId);
    if (!askForPatience.includes(answer.status)) {
      return err({ kind: "refused", smppStatus: answer.status });
    }
    throttles += 1;
    if (throttles > mostThrottles) return err({ kind: "throttled", smppStatus: answer.status });
    await pause(timing.throttleMs * 2 ** (throttles - 1) * (0.5 + Math.random()));
  }
}

const submitFields = (to: string, part: SmsPart) => ({
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: to.slice(1),
  registered_delivery: 1,
  short_message: part.shortMessage,
  data_coding: part.dataCoding,
  esm_class: part.esmClass,
});

/** A number is international (TON 1, NPI 1), a name alphanumeric (TON 5, NPI 0). */
function sourceAddress(from: string) {
  const number = /^\+?(\d{3,15})$/.exec(from)?.[1];
  if (number) return { source_addr_ton: 1, source_addr_npi: 1, source_addr: number };
  if (!/^[A-Za-z0-9 .-]{1,11}$/.test(from)) {
    throw new Error("an SMS sender is a number, or a name of 1 to 11 Latin letters and digits");
  }
  return { source_addr_ton: 5, source_addr_npi: 0, source_addr: from };
}
