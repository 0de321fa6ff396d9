import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Database } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { isSigned, maxMessageBytes, readMessage, writeMessage } from "./mfep-message.ts";
import type { MfepMessage, MfepParties } from "./mfep-message.ts";
import { keepMessage } from "./message-queries.ts";
import type { XmlElement } from "./mfep-xml.ts";

type HubQuestion = Readonly<{
  operation: string;
  path: string;
  guid: string;
  request: string;
  answer: string;
  body: readonly XmlElement[];
}>;

/** Asks the hub. Whatever is not a signed answer to this question is no answer. */
export type HubClient = Readonly<{
  ask: (question: HubQuestion) => Promise<Result<MfepMessage, "noAnswer">>;
}>;

const readBounded = async (response: Response): Promise<Uint8Array | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxMessageBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
};

export const createHubClient = (options: {
  url: string;
  parties: MfepParties;
  timeoutMs: number;
  db: Database<PayDatabase>;
  log: Log;
}): HubClient => {
  const { parties, log } = options;

  const send = async (path: string, guid: string, xml: string): Promise<Uint8Array | undefined> => {
    try {
      const response = await fetch(`${options.url}${path}?GUID=${encodeURIComponent(guid)}`, {
        method: "POST",
        headers: { "content-type": "application/xml; charset=utf-8" },
        body: xml,
        redirect: "error",
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      return await readBounded(response);
    } catch {
      return undefined;
    }
  };

  const believe = (bytes: Uint8Array | undefined, question: HubQuestion) => {
    const read = bytes && readMessage(bytes);
    if (!read?.ok) return undefined;
    const message = read.value;
    if (isSigned(parties, message) && message.type === question.answer) return message;
    log.error({ operation: question.operation }, "an answer of the hub cannot be believed");
    return undefined;
  };

  const ask: HubClient["ask"] = async (question) => {
    const startedAt = performance.now();
    const { guid, body } = question;
    const xml = writeMessage(parties, { guid, kind: "ReqTyp", type: question.request, body });
    const bytes = await send(question.path, guid, xml);
    const message = believe(bytes, question);
    await keepMessage(options.db, {
      direction: "out",
      operation: question.operation,
      guid,
      resultCode: message?.resultCode,
      durationMs: performance.now() - startedAt,
      request: xml,
      answer: Buffer.from(bytes ?? []).toString("utf8"),
    }).catch((error: unknown) => log.error({ err: error }, "a message was not kept"));
    return message ? ok(message) : err("noAnswer");
  };
  return { ask };
};
