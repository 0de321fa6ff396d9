import { sha256 } from "@gov/kit/crypto.ts";
import { element, xmlDocument } from "@gov/kit/bounded-xml.ts";
import type { Money } from "@gov/kit/money.ts";
import {
  agent,
  amountElement,
  bankOfIban,
  ibanAccount,
  isoNamespace,
  isoTime,
  max35,
  party,
} from "./parts.ts";
import type { Creditor } from "./payment-request.ts";

const returnTransferName = "pacs.008.001.08";

/** Money back to the account it came from. Its ids are fixed: asked again, it is the same one. */
type ReturnTransfer = Readonly<{
  transactionId: string;
  createdAt: Date;
  amount: Money;
  from: Creditor;
  toIban: string;
  /** The bank's reference of the credit that it gives back. */
  creditReference: string;
}>;

const maxIdLength = 35;

/** Our fixed refund id as Max35Text: of the attempt's reference and its own. */
export const returnTransactionId = (reference: string, transactionId: string): string => {
  const id = `${reference}-${transactionId}`;
  // What does not fit goes by its hash: 35 characters of base 36 are as good as its name.
  const hash = BigInt(`0x${sha256(id).toString("hex")}`)
    .toString(36)
    .toUpperCase();
  return max35.parse(id.length <= maxIdLength ? id : hash.slice(0, maxIdLength));
};

/** FIToFICustomerCreditTransfer of one transaction, through the clearing system. */
export const writeReturnTransfer = (transfer: ReturnTransfer): string => {
  const { transactionId, from } = transfer;
  const content = element("FIToFICstmrCdtTrf", [
    element("GrpHdr", [
      element("MsgId", transactionId),
      element("CreDtTm", isoTime(transfer.createdAt)),
      element("NbOfTxs", "1"),
      element("SttlmInf", [element("SttlmMtd", "CLRG")]),
    ]),
    element("CdtTrfTxInf", [
      element("PmtId", [element("EndToEndId", transactionId), element("TxId", transactionId)]),
      amountElement("IntrBkSttlmAmt", transfer.amount),
      element("ChrgBr", "SLEV"),
      party("Dbtr", from.name),
      ibanAccount("DbtrAcct", from.iban),
      agent("DbtrAgt", bankOfIban(from.iban)),
      agent("CdtrAgt", bankOfIban(transfer.toIban)),
      element("Cdtr", []),
      ibanAccount("CdtrAcct", transfer.toIban),
      element("Purp", [element("Cd", "REFU")]),
      element("RmtInf", [element("Ustrd", `Return of ${transfer.creditReference}`)]),
    ]),
  ]);
  const xmlns = isoNamespace(returnTransferName);
  return xmlDocument(element("Document", [content], { xmlns }));
};
