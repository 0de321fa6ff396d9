import { element, xmlDocument, type XmlPart } from "@gov/kit/bounded-xml.ts";
import { money, toDecimal, type Currency } from "@gov/kit/money.ts";
import {
  agent,
  amountElement,
  bankOfIban,
  ibanAccount,
  isoNamespace,
  isoTime,
  party,
} from "#src/rails/instant/iso/parts.ts";
import { latinName } from "./latin-name.ts";

export const paymentOrderName = "pain.001.001.09";

/** One payment of an order: to whom, how much, and the id that comes back with every word of it. */
export type OrderedPayment = Readonly<{
  endToEndId: string;
  amountMinor: bigint;
  creditorName: string;
  creditorIban: string;
}>;

/** An order to the bank: payments of one currency out of one account. */
export type PaymentOrder = Readonly<{
  messageId: string;
  createdAt: Date;
  /** The day (ISO) on which the bank is to carry it out. */
  executeOn: string;
  debtor: Readonly<{ name: string; iban: string }>;
  currency: Currency;
  payments: readonly OrderedPayment[];
  /** What the creditor reads on the statement. */
  note: string;
}>;

const transaction = ({ currency, note }: PaymentOrder, payment: OrderedPayment): XmlPart =>
  element("CdtTrfTxInf", [
    element("PmtId", [
      element("InstrId", payment.endToEndId),
      element("EndToEndId", payment.endToEndId),
    ]),
    element("Amt", [amountElement("InstdAmt", money(payment.amountMinor, currency))]),
    agent("CdtrAgt", bankOfIban(payment.creditorIban)),
    party("Cdtr", latinName(payment.creditorName)),
    ibanAccount("CdtrAcct", payment.creditorIban),
    element("Purp", [element("Cd", "GOVT")]),
    element("RmtInf", [element("Ustrd", latinName(note))]),
  ]);

/** The sum of an order's payments in minor units. */
export const orderTotal = ({ payments }: Pick<PaymentOrder, "payments">): bigint =>
  payments.reduce((sum, one) => sum + one.amountMinor, 0n);

/**
 * CustomerCreditTransferInitiation: one debit for each payment (no batch booking), so that each can
 * be found on the statement; charges by the service level agreed with the bank.
 */
export const writePaymentOrder = (order: PaymentOrder): string => {
  const { debtor, payments } = order;
  const count = element("NbOfTxs", String(payments.length));
  const sum = element("CtrlSum", toDecimal(money(orderTotal(order), order.currency)));
  const content = element("CstmrCdtTrfInitn", [
    element("GrpHdr", [
      element("MsgId", order.messageId),
      element("CreDtTm", isoTime(order.createdAt)),
      count,
      sum,
      party("InitgPty", latinName(debtor.name)),
    ]),
    element("PmtInf", [
      element("PmtInfId", order.messageId),
      element("PmtMtd", "TRF"),
      element("BtchBookg", "false"),
      count,
      sum,
      element("ReqdExctnDt", [element("Dt", order.executeOn)]),
      party("Dbtr", latinName(debtor.name)),
      ibanAccount("DbtrAcct", debtor.iban),
      agent("DbtrAgt", bankOfIban(debtor.iban)),
      element("ChrgBr", "SLEV"),
      ...payments.map((payment) => transaction(order, payment)),
    ]),
  ]);
  const xmlns = isoNamespace(paymentOrderName);
  return xmlDocument(element("Document", [content], { xmlns }));
};
