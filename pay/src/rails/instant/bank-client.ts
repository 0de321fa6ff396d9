import { signRequest, verifyResponse } from "@gov/kit/http-signature.ts";
import type { Log } from "@gov/kit/log.ts";
import { err, type Result } from "@gov/kit/result.ts";
import { bankKeyId, type InstantSettings } from "./instant-config.ts";
import { readCreditNotice, type CreditNotice } from "./iso/credit-notice.ts";
import { readRequestStatus, type RequestStatus } from "./iso/request-status.ts";
import { readTransferStatus, type TransferStatus } from "./iso/transfer-status.ts";

type BankFailure = "noAnswer" | "refused" | "unknown";
type Answer = Readonly<{ status: number; text: string }>;

/** The bank's endpoint: ISO 20022 over HTTP, every request and every answer signed. */
export type BankClient = Readonly<{
  requestPayment: (message: string) => Promise<Result<RequestStatus, BankFailure>>;
  findRequest: (reference: string) => Promise<Result<RequestStatus, BankFailure>>;
  listCredits: (reference: string) => Promise<Result<CreditNotice, BankFailure>>;
  transfer: (message: string) => Promise<Result<TransferStatus, BankFailure>>;
  findTransfer: (transactionId: string) => Promise<Result<TransferStatus, BankFailure>>;
}>;

const maxAnswerBytes = 64 * 1024;

const readBounded = async (response: Response): Promise<Buffer | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxAnswerBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/**
 * A refusal is only what the bank says under its signature. Whatever else happens (no connection,
 * no time, half an answer, a wrong signature, a message we cannot read) is no answer: the request
 * may have been carried out, and is asked about again.
 */
export const createBankClient = (settings: InstantSettings, log: Log): BankClient => {
  const findKey = async (keyId: string) => (keyId === bankKeyId ? settings.bankKey : undefined);

  const send = async (method: string, path: string, message = ""): Promise<Answer | undefined> => {
    const url = `${settings.url}/iso20022${path}`;
    const body = Buffer.from(message);
    const headers = new Headers({ accept: "application/xml", "content-type": "application/xml" });
    signRequest({ method, url, headers, body }, settings.key);
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(method === "POST" ? { body } : {}),
        redirect: "error",
        signal: AbortSignal.timeout(settings.timeoutMs),
      });
      const answer = await readBounded(response);
      if (answer === undefined || response.status >= 500) return undefined;
      const { status, headers: said } = response;
      const signed = await verifyResponse({ status, headers: said, body: answer }, findKey);
      if (signed.ok) return { status, text: answer.toString("utf8") };
      log.error({ reason: signed.error }, "an answer of the instant bank is not signed by it");
    } catch {
      // Silence, whatever its cause: the caller decides nothing on it.
    }
    return undefined;
  };

  const read = async <T>(
    sent: Promise<Answer | undefined>,
    reader: (text: string) => Result<T, string>,
  ): Promise<Result<T, BankFailure>> => {
    const answer = await sent;
    if (!answer) return err("noAnswer");
    if (answer.status === 404) return err("unknown");
    if (answer.status >= 400) {
      log.warn({ status: answer.status }, "the instant bank refused a message");
      return err("refused");
    }
    const said = reader(answer.text);
    if (said.ok) return said;
    log.error({ reason: said.error }, "the instant bank's answer cannot be believed");
    return err("noAnswer");
  };

  const requestPath = (reference: string) => `/requests/${encodeURIComponent(reference)}`;
  return {
    requestPayment: (message) => read(send("POST", "/requests", message), readRequestStatus),
    findRequest: (reference) => read(send("GET", requestPath(reference)), readRequestStatus),
    listCredits: (reference) =>
      read(send("GET", `${requestPath(reference)}/credits`), (text) =>
        readCreditNotice(text, settings.creditor.iban),
      ),
    transfer: (message) => read(send("POST", "/transfers", message), readTransferStatus),
    findTransfer: (transactionId) =>
      read(send("GET", `/transfers/${encodeURIComponent(transactionId)}`), readTransferStatus),
  };
};
