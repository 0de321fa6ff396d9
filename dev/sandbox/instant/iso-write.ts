import { element, type XmlPart } from "@gov/kit/bounded-xml.ts";
import { payerAccounts } from "./accounts.ts";
import type { BookedCredit, PaymentRequest, RequestState, ReturnedTransfer } from "./books.ts";
import { amount, iban, isoDocument, systemName, text } from "./iso-parts.ts";

const party = (name: string, partyName: string): XmlPart =>
  element(name, [element("Nm", partyName)]);

const reasonPart = (reason: string | undefined): XmlPart =>
  reason ? element("StsRsnInf", [element("Rsn", [element("Cd", reason)])]) : undefined;

type Stand = { state: RequestState; reason?: string };

/** pain.014: how one request stands. */
export function writeRequestStatus(input: {
  messageId: string;
  at: Date;
  request: Pick<PaymentRequest, "messageId" | "reference">;
  stand: Stand;
}): string {
  const { request, stand } = input;
  return isoDocument(
    "pain.014.001.10",
    element("CdtrPmtActvtnReqStsRpt", [
      element("GrpHdr", [
        text("MsgId", input.messageId),
        text("CreDtTm", input.at.toISOString()),
        party("InitgPty", systemName),
      ]),
      element("OrgnlGrpInfAndSts", [
        text("OrgnlMsgId", request.messageId),
        text("OrgnlMsgNmId", "pain.013.001.10"),
      ]),
      element("OrgnlPmtInfAndSts", [
        text("OrgnlPmtInfId", request.reference),
        element("TxInfAndSts", [
          text("OrgnlEndToEndId", request.reference),
          text("TxSts", stand.state),
          reasonPart(stand.reason),
        ]),
      ]),
    ]),
  );
}

/** pacs.002: what became of one transfer. */
export function writeTransferStatus(input: {
  messageId: string;
  at: Date;
  originalMessageId: string;
  transfer: ReturnedTransfer;
}): string {
  const { transfer } = input;
  return isoDocument(
    "pacs.002.001.10",
    element("FIToFIPmtStsRpt", [
      element("GrpHdr", [text("MsgId", input.messageId), text("CreDtTm", input.at.toISOString())]),
      element("OrgnlGrpInfAndSts", [
        text("OrgnlMsgId", input.originalMessageId),
        text("OrgnlMsgNmId", "pacs.008.001.08"),
      ]),
      element("TxInfAndSts", [
        text("OrgnlEndToEndId", transfer.transactionId),
        text("OrgnlTxId", transfer.transactionId),
        text("TxSts", transfer.state),
        reasonPart(transfer.reason),
      ]),
    ]),
  );
}

const bankCode = element("BkTxCd", [
  element("Domn", [
    text("Cd", "PMNT"),
    element("Fmly", [text("Cd", "RRCT"), text("SubFmlyCd", "ESCT")]),
  ]),
]);

const billPart = (billingNumber: string): XmlPart =>
  element("RmtInf", [
    element("Strd", [
      element("CdtrRefInf", [
        element("Tp", [element("CdOrPrtry", [element("Cd", "SCOR")])]),
        text("Ref", billingNumber),
      ]),
    ]),
  ]);

type Manner = { distorted?: boolean; reversal?: boolean };

/**
 * `distorted`: the entry's amount is one too high, and so contradicts its own details.
 * `reversal`: the credit is taken back.
 */
const entry = (credit: BookedCredit, { distorted, reversal }: Manner): XmlPart => {
  const indicator = text("CdtDbtInd", reversal ? "DBIT" : "CRDT");
  const payer = payerAccounts.find((one) => one.id === credit.payerId);
  const shown = credit.amountMinor + (distorted ? 1n : 0n);
  return element("Ntry", [
    text("NtryRef", credit.bankReference),
    amount("Amt", shown, credit.currency),
    indicator,
    reversal ? text("RvslInd", "true") : undefined,
    element("Sts", [text("Cd", "BOOK")]),
    element("BookgDt", [text("DtTm", credit.at)]),
    text("AcctSvcrRef", credit.bankReference),
    bankCode,
    element("NtryDtls", [
      element("TxDtls", [
        element("Refs", [
          text("AcctSvcrRef", credit.bankReference),
          text("EndToEndId", credit.reference),
        ]),
        amount("Amt", credit.amountMinor, credit.currency),
        indicator,
        element("RltdPties", [
          element("Dbtr", [party("Pty", payer?.name.en ?? "-")]),
          iban("DbtrAcct", payer?.iban ?? ""),
        ]),
        credit.billingNumber === "" ? undefined : billPart(credit.billingNumber),
      ]),
    ]),
  ]);
};

/** camt.054: credits of one account. */
export function writeCreditNotice(
  input: {
    messageId: string;
    at: Date;
    accountIban: string;
    credits: readonly BookedCredit[];
  } & Manner,
): string {
  const at = input.at.toISOString();
  return isoDocument(
    "camt.054.001.08",
    element("BkToCstmrDbtCdtNtfctn", [
      element("GrpHdr", [text("MsgId", input.messageId), text("CreDtTm", at)]),
      element("Ntfctn", [
        text("Id", input.messageId),
        text("CreDtTm", at),
        iban("Acct", input.accountIban),
        ...input.credits.map((one) => entry(one, input)),
      ]),
    ]),
  );
}
