import type { KeyObject } from "node:crypto";
import { signRequest, verifyResponse, type SigningKey } from "@gov/kit/http-signature.ts";
import type { Log } from "@gov/kit/log.ts";
import { err, type Result } from "@gov/kit/result.ts";

export type BankFailure = "noAnswer" | "refused" | "unknown";
type Answer = Readonly<{ status: number; text: string }>;

/** Who is called, and by which keys both know each other. */
export type SignedParty = Readonly<{
  /** How it is called in the log. */
  name: string;
  url: string;
  timeoutMs: number;
  key: SigningKey;
  partyKeyId: string;
  partyKey: KeyObject;
  maxAnswerBytes: number;
}>;

export type SignedCall = Readonly<{ method: "GET" | "POST"; path: string; message?: string }>;
export type SignedCalls = <T>(
  call: SignedCall,
  reader: (text: string) => Result<T, string>,
) => Promise<Result<T, BankFailure>>;

const readBounded = async (response: Response, maxBytes: number): Promise<Buffer | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/**
 * Calls of an endpoint that speaks ISO 20022 over HTTP, every request and every answer signed. A
 * refusal is only what the other side says under its signature. Whatever else happens (no
 * connection, no time, half an answer, a wrong signature, a message we cannot read) is no answer:
 * the request may have been carried out, and is asked about again.
 */
export const createSignedCalls = (party: SignedParty, log: Log): SignedCalls => {
  const findKey = async (keyId: string) =>
    keyId === party.partyKeyId ? party.partyKey : undefined;

  const send = async ({ method, path, message = "" }: SignedCall): Promise<Answer | undefined> => {
    const url = `${party.url}/iso20022${path}`;
    const body = Buffer.from(message);
    const headers = new Headers({ accept: "application/xml", "content-type": "application/xml" });
    signRequest({ method, url, headers, body }, party.key);
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(method === "POST" ? { body } : {}),
        redirect: "error",
        signal: AbortSignal.timeout(party.timeoutMs),
      });
      const answer = await readBounded(response, party.maxAnswerBytes);
      if (answer === undefined || response.status >= 500) return undefined;
      const { status, headers: said } = response;
      const signed = await verifyResponse({ status, headers: said, body: answer }, findKey);
      if (signed.ok) return { status, text: answer.toString("utf8") };
      log.error({ reason: signed.error }, `an answer of ${party.name} is not signed by it`);
    } catch {
      // Silence, whatever its cause: the caller decides nothing on it.
    }
    return undefined;
  };

  return async (call, reader) => {
    const answer = await send(call);
    if (!answer) return err("noAnswer");
    if (answer.status === 404) return err("unknown");
    if (answer.status >= 400) {
      log.warn({ status: answer.status }, `${party.name} refused a message`);
      return err("refused");
    }
    const said = reader(answer.text);
    if (said.ok) return said;
    log.error({ reason: said.error }, `${party.name}'s answer cannot be believed`);
    return err("noAnswer");
  };
};
