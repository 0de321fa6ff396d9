import { answerBillPull } from "./answer-bill-pull.ts";
import { answerNotification } from "./answer-notification.ts";
import { answerPrepaid } from "./answer-prepaid.ts";
import type { Esadad } from "./esadad.ts";
import type { EsadadConstants, ResultName } from "./esadad-constants.ts";
import { isSigned, readMessage, writeMessage, type MfepMessage } from "./mfep-message.ts";
import { keepMessage } from "./message-queries.ts";
import type { XmlElement } from "./mfep-xml.ts";

/** A result and MsgBody's children. */
export type Answered = Readonly<{ result: ResultName; body: readonly XmlElement[] }>;

export type EsadadOperation = "billPull" | "paymentNotification" | "prepaidValidation";

type Types = Readonly<{ request: string; answer: string }>;

const typesOf = (operation: EsadadOperation, { messageTypes }: EsadadConstants): Types =>
  ({
    billPull: { request: messageTypes.billPullRequest, answer: messageTypes.billPullAnswer },
    paymentNotification: {
      request: messageTypes.notificationRequest,
      answer: messageTypes.notificationAnswer,
    },
    prepaidValidation: {
      request: messageTypes.prepaidRequest,
      answer: messageTypes.prepaidAnswer,
    },
  })[operation];

const guidPattern = /^[A-Za-z0-9-]{1,64}$/;

/** The GUID of the address and of the header: one of them, or both and the same. */
const guidOf = (inAddress: string | undefined, message: MfepMessage): string | undefined => {
  const guid = inAddress ?? message.guid;
  const same = !inAddress || !message.guid || inAddress === message.guid;
  return guid !== undefined && same && guidPattern.test(guid) ? guid : undefined;
};

const answerRead = async (
  esadad: Esadad,
  operation: EsadadOperation,
  guid: string | undefined,
  message: MfepMessage,
): Promise<Answered> => {
  const { parties } = esadad;
  const { sender = parties.hubCode, receiver = parties.billerCode } = message;
  if (!isSigned(parties, message)) return { result: "badSignature", body: [] };
  const forUs = sender === parties.hubCode && receiver === parties.billerCode;
  const expected = typesOf(operation, parties.constants).request;
  if (!forUs || message.type !== expected || guid === undefined) {
    return { result: "unreadable", body: [] };
  }
  if (operation === "billPull") return await answerBillPull(esadad, message);
  if (operation === "prepaidValidation") return await answerPrepaid(esadad, message);
  return await answerNotification(esadad, guid, message);
};

type Asked = Readonly<{
  operation: EsadadOperation;
  guidInAddress: string | undefined;
  /** Undefined where there was more than a message may have. */
  bytes: Uint8Array | undefined;
}>;

/**
 * Answers a message of the hub, always signed, and only when all that it caused is committed.
 * `status` is 400 where the message could not be read at all.
 */
export const answerMessage = async (
  esadad: Esadad,
  asked: Asked,
): Promise<Readonly<{ status: 200 | 400; xml: string }>> => {
  const { deps, parties } = esadad;
  const startedAt = performance.now();
  const read = asked.bytes ? readMessage(asked.bytes) : undefined;
  const message = read?.ok ? read.value : undefined;
  const guid = message && guidOf(asked.guidInAddress, message);
  let answered: Answered = { result: "unreadable", body: [] };
  try {
    if (message) answered = await answerRead(esadad, asked.operation, guid, message);
  } catch (error) {
    deps.log.error({ err: error, operation: asked.operation, guid }, "a message failed");
    answered = { result: "internal", body: [] };
  }
  const xml = writeMessage(parties, {
    guid: guid ?? "",
    kind: "ResTyp",
    type: typesOf(asked.operation, parties.constants).answer,
    ...answered,
  });
  await keepMessage(deps.db, {
    direction: "in",
    operation: asked.operation,
    guid,
    resultCode: parties.constants.results[answered.result].code,
    durationMs: performance.now() - startedAt,
    request: Buffer.from(asked.bytes ?? []).toString("utf8"),
    answer: xml,
  }).catch((error: unknown) => deps.log.error({ err: error }, "a message was not kept"));
  return { status: message ? 200 : 400, xml };
};
