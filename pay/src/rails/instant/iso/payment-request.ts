import { element, xmlDocument, type XmlPart } from "@gov/kit/bounded-xml.ts";
import type { Money } from "@gov/kit/money.ts";
import type { PayerAlias } from "../payer-alias.ts";
import {
  agent,
  amountElement,
  bankOfIban,
  billReference,
  ibanAccount,
  isoDate,
  isoNamespace,
  isoTime,
  party,
} from "./parts.ts";

const paymentRequestName = "pain.013.001.10";

export type Creditor = Readonly<{ name: string; iban: string }>;

/** A request to pay one attempt, first for anyone who scans, then to a payer by alias. */
export type PaymentRequest = Readonly<{
  messageId: string;
  createdAt: Date;
  reference: string;
  amount: Money;
  billingNumber: string;
  description: string;
  expiresAt: Date;
  creditor: Creditor;
  /** Our name in the system, and the system's own, which resolves aliases. */
  initiator: string;
  system: string;
  payer: PayerAlias | undefined;
}>;

const payerAccount = (payer: PayerAlias | undefined): XmlPart => {
  if (payer === undefined) return undefined;
  if (payer.kind === "iban") return ibanAccount("DbtrAcct", payer.value);
  const type = payer.kind === "phone" ? element("Cd", "TELE") : element("Prtry", "ALIAS");
  return element("DbtrAcct", [
    element("Prxy", [element("Tp", [type]), element("Id", payer.value)]),
  ]);
};

const transaction = (request: PaymentRequest): XmlPart =>
  element("CdtTrfTx", [
    element("PmtId", [element("EndToEndId", request.reference)]),
    element("Amt", [amountElement("InstdAmt", request.amount)]),
    element("ChrgBr", "SLEV"),
    agent("CdtrAgt", bankOfIban(request.creditor.iban)),
    party("Cdtr", request.creditor.name),
    ibanAccount("CdtrAcct", request.creditor.iban),
    billReference(request.billingNumber, request.description),
  ]);

/** CreditorPaymentActivationRequest: for the exact amount, until it expires. */
export const writePaymentRequest = (request: PaymentRequest): string => {
  const { payer } = request;
  const member = payer?.kind === "iban" ? bankOfIban(payer.value) : request.system;
  const content = element("CdtrPmtActvtnReq", [
    element("GrpHdr", [
      element("MsgId", request.messageId),
      element("CreDtTm", isoTime(request.createdAt)),
      element("NbOfTxs", "1"),
      party("InitgPty", request.initiator),
    ]),
    element("PmtInf", [
      element("PmtInfId", request.reference),
      element("PmtMtd", "TRF"),
      element("PmtTpInf", [element("LclInstrm", [element("Prtry", "INST")])]),
      element("ReqdExctnDt", [element("Dt", isoDate(request.createdAt))]),
      element("XpryDt", [element("DtTm", isoTime(request.expiresAt))]),
      element("Dbtr", []),
      payerAccount(payer),
      agent("DbtrAgt", member),
      element("ChrgBr", "SLEV"),
      transaction(request),
    ]),
  ]);
  const xmlns = isoNamespace(paymentRequestName);
  return xmlDocument(element("Document", [content], { xmlns }));
};
