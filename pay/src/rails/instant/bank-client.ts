import type { Log } from "@gov/kit/log.ts";
import type { Result } from "@gov/kit/result.ts";
import { createSignedCalls, type BankFailure } from "#src/iso20022/signed-calls.ts";
import { bankKeyId, type InstantSettings } from "./instant-config.ts";
import { readCreditNotice, type CreditNotice } from "./iso/credit-notice.ts";
import { readRequestStatus, type RequestStatus } from "./iso/request-status.ts";
import { readTransferStatus, type TransferStatus } from "./iso/transfer-status.ts";

/** The bank's endpoint: ISO 20022 over HTTP, every request and every answer signed. */
export type BankClient = Readonly<{
  requestPayment: (message: string) => Promise<Result<RequestStatus, BankFailure>>;
  findRequest: (reference: string) => Promise<Result<RequestStatus, BankFailure>>;
  listCredits: (reference: string) => Promise<Result<CreditNotice, BankFailure>>;
  transfer: (message: string) => Promise<Result<TransferStatus, BankFailure>>;
  findTransfer: (transactionId: string) => Promise<Result<TransferStatus, BankFailure>>;
}>;

const maxAnswerBytes = 64 * 1024;

export const createBankClient = (settings: InstantSettings, log: Log): BankClient => {
  const { url, timeoutMs, key, bankKey } = settings;
  const call = createSignedCalls(
    {
      name: "the instant bank",
      url,
      timeoutMs,
      key,
      partyKeyId: bankKeyId,
      partyKey: bankKey,
      maxAnswerBytes,
    },
    log,
  );
  const requestPath = (reference: string) => `/requests/${encodeURIComponent(reference)}`;
  const get = (path: string) => ({ method: "GET", path }) as const;
  const post = (path: string, message: string) => ({ method: "POST", path, message }) as const;
  return {
    requestPayment: (message) => call(post("/requests", message), readRequestStatus),
    findRequest: (reference) => call(get(requestPath(reference)), readRequestStatus),
    listCredits: (reference) =>
      call(get(`${requestPath(reference)}/credits`), (text) =>
        readCreditNotice(text, settings.creditor.iban),
      ),
    transfer: (message) => call(post("/transfers", message), readTransferStatus),
    findTransfer: (transactionId) =>
      call(get(`/transfers/${encodeURIComponent(transactionId)}`), readTransferStatus),
  };
};
