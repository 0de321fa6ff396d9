import { randomInt, timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Pdu, Session } from "smpp";
import type { Fault, FaultBook } from "../faults.ts";
import type { Inbox } from "./inbox.ts";
import { receiptFields } from "./receipt.ts";
import type { Reassembly, Segment } from "./reassembly.ts";
import { readSubmit } from "./segment.ts";
import { smppStatus, submitFaults } from "./sms-faults.ts";
import type { SmsFaultKind } from "./sms-faults.ts";

export type Centre = {
  systemId: string;
  password: string;
  /** Requests a session may have unanswered before it is throttled. */
  window: number;
  inbox: Inbox;
  reassembly: Reassembly;
  book: FaultBook<SmsFaultKind>;
  /** Every bound session: a receipt goes to one that may receive. */
  bound: Map<Session, "transceiver" | "transmitter" | "receiver">;
};

const bindCommands = {
  bind_transceiver: "transceiver",
  bind_transmitter: "transmitter",
  bind_receiver: "receiver",
} as const;
const bindWithinMs = 10_000;

/** Serves one connection of the centre until it closes. */
export function serveSession(centre: Centre, session: Session): void {
  let unanswered = 0;
  const unbound = setTimeout(() => session.destroy(), bindWithinMs);
  session.on("error", () => session.destroy());
  session.on("close", () => {
    clearTimeout(unbound);
    centre.bound.delete(session);
  });
  const answerSubmit = async (pdu: Pdu) => {
    unanswered += 1;
    await submit(centre, session, pdu, unanswered > centre.window);
    unanswered -= 1;
  };
  session.on("pdu", (pdu: Pdu) => {
    if (pdu.command in bindCommands) {
      clearTimeout(unbound);
      bind(centre, session, pdu);
    } else if (pdu.command === "submit_sm") {
      void answerSubmit(pdu);
    } else if (pdu.command === "enquire_link") {
      const deaf = centre.book.take({ operation: "ENQUIRE" }, ["deaf"]);
      if (!deaf) session.send(pdu.response());
    } else if (pdu.command === "unbind") {
      session.send(pdu.response());
      session.close();
    } else if (pdu.command === "unknown") {
      session.send(pdu.response());
    }
  });
}

function bind(centre: Centre, session: Session, pdu: Pdu): void {
  const kind = bindCommands[pdu.command as keyof typeof bindCommands];
  const refuse = (status: number) => {
    session.send(pdu.response({ command_status: status }));
    session.close();
  };
  if (centre.bound.has(session)) {
    session.send(pdu.response({ command_status: smppStatus.alreadyBound }));
    return;
  }
  if (centre.book.take({ operation: "BIND" }, ["refuseBind"])) return refuse(smppStatus.bindFailed);
  const known = pdu["system_id"] === centre.systemId && same(pdu["password"], centre.password);
  if (!known) return refuse(smppStatus.invalidPassword);
  centre.bound.set(session, kind);
  session.send(pdu.response({ system_id: "SANDBOX" }));
}

function same(given: unknown, expected: string): boolean {
  const one = Buffer.from(typeof given === "string" ? given : "");
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}

async function submit(centre: Centre, session: Session, pdu: Pdu, tooMany: boolean) {
  const answer = (status: number, messageId = "") =>
    session.send(pdu.response({ command_status: status, message_id: messageId }));
  const kind = centre.bound.get(session);
  if (kind === undefined || kind === "receiver") return answer(smppStatus.invalidBindStatus);
  if (tooMany) return answer(smppStatus.throttled);
  const read = readSubmit(pdu);
  if (!read) return answer(smppStatus.invalidDestination);
  const facts = { operation: "SUBMIT", to: read.segment.to };
  const fault = centre.book.take(facts, submitFaults);
  if (fault?.kind === "refuse") return answer(smppStatus.submitFailed);
  if (fault?.kind === "throttle") return answer(smppStatus.throttled);
  const messageId = randomInt(2 ** 47)
    .toString(16)
    .padStart(12, "0");
  const delivered = deliver(centre, read.segment, fault);
  if (fault?.kind === "disconnect") return session.destroy();
  if (fault?.kind === "noAnswer") return undefined;
  if (fault?.kind === "delay") await pause(fault.delayMs);
  answer(smppStatus.ok, messageId);
  if (read.wantsReceipt) {
    await delivered;
    sendReceipt(centre, read.segment, messageId, fault?.kind);
  }
  return undefined;
}

async function deliver(
  centre: Centre,
  segment: Segment,
  fault: Fault<SmsFaultKind> | undefined,
): Promise<void> {
  if (fault?.kind === "drop") return;
  if (fault?.kind === "lateDelivery") await pause(fault.delayMs);
  const text = centre.reassembly.add(segment);
  if (text === undefined) return;
  const { to, from } = segment;
  centre.inbox.add({ to, from, text, at: new Date().toISOString() });
}

function sendReceipt(
  centre: Centre,
  segment: Segment,
  messageId: string,
  kind: SmsFaultKind | undefined,
): void {
  const receiving = [...centre.bound].find(([, bound]) => bound !== "transmitter")?.[0];
  if (!receiving) return;
  const state = kind === "drop" ? "undeliverable" : "delivered";
  const copies = kind === "duplicateReceipt" ? 2 : 1;
  for (let copy = 0; copy < copies; copy += 1) {
    receiving.deliver_sm(receiptFields(segment, { messageId, state, at: new Date() }));
  }
}
