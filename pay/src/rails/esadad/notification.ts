import { z } from "zod";
import { currencySchema } from "@gov/kit/money-schema.ts";
import type { Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { EsadadConstants, ResultName } from "./esadad-constants.ts";
import { resultElement } from "./mfep-message.ts";
import { fromLocalStamp, truncateAmount } from "./mfep-values.ts";
import type { XmlElement } from "./mfep-xml.ts";

const text = z.string().trim().max(120);
const id = z.string().trim().min(1).max(64);
const maxTransactions = 50;

const transactionSchema = z.object({
  AcctInfo: z.object({ BillingNo: text.optional(), BillNo: text.optional() }),
  JOEBPPSTrx: id,
  BankTrxID: z.string().trim().max(64).optional(),
  BankCode: z.string().trim().max(64).optional(),
  PmtStatus: text,
  PaidAmt: text,
  FeesAmt: text.optional(),
  FeesOnBiller: text.optional(),
  ProcessDate: text,
  STMTDate: text.optional(),
  AccessChannel: text.optional(),
  PaymentMethod: text.optional(),
  PaymentType: text.optional(),
  Currency: currencySchema,
  ServiceTypeDetails: z.object({ ServiceType: text.optional() }).optional().catch(undefined),
});

/** MsgBody of a payment notification. Each transaction is read by itself. */
const bodySchema = z.object({
  Transactions: z.object({ TrxInf: z.array(z.unknown()).min(1).max(maxTransactions) }),
});
const namedSchema = z.object({
  JOEBPPSTrx: id,
  ProcessDate: text.optional().catch(undefined),
  STMTDate: text.optional().catch(undefined),
});

/** A payment that a bank has made, or taken back. */
export type NotifiedPayment = Readonly<{
  trx: string;
  takenBack: boolean;
  /** What the payer typed: a billing number, or an account of a prepaid service. */
  number: string;
  prepaidService: string | undefined;
  amountMinor: bigint;
  currency: Currency;
  /** The fee where the biller bears it. */
  feeMinor: bigint;
  paidAt: Date;
  means: string | undefined;
  bankTransaction: string | undefined;
  bankCode: string | undefined;
}>;

/** One `TrxInf`: what its answer repeats, and what it says where all of it can be read. */
export type NotifiedItem = Readonly<{
  trx: string;
  processDate: string | undefined;
  statementDate: string | undefined;
  payment: NotifiedPayment | undefined;
}>;

const readPayment = (item: unknown, constants: EsadadConstants): NotifiedPayment | undefined => {
  const parsed = transactionSchema.safeParse(item);
  if (!parsed.success) return undefined;
  const said = parsed.data;
  const takenBack = constants.paymentStatuses.takenBack.includes(said.PmtStatus);
  if (!takenBack && !constants.paymentStatuses.taken.includes(said.PmtStatus)) return undefined;
  const amountMinor = truncateAmount(said.PaidAmt, said.Currency);
  const feeMinor =
    said.FeesOnBiller === "true" ? truncateAmount(said.FeesAmt ?? "0", said.Currency) : 0n;
  const paidAt = fromLocalStamp(said.ProcessDate);
  if (amountMinor === undefined || amountMinor === 0n) return undefined;
  if (feeMinor === undefined || !paidAt) return undefined;
  const prepaid = said.PaymentType === constants.prepaidPaymentType;
  const means = [said.AccessChannel, said.PaymentMethod].filter(Boolean).join(" · ");
  return {
    trx: said.JOEBPPSTrx,
    takenBack,
    number: (said.AcctInfo.BillingNo || said.AcctInfo.BillNo) ?? "",
    prepaidService: prepaid ? (said.ServiceTypeDetails?.ServiceType ?? "") : undefined,
    amountMinor,
    currency: said.Currency,
    // A fee above the payment is a mistake of the hub's, found when its report is compared.
    feeMinor: feeMinor > amountMinor ? 0n : feeMinor,
    paidAt,
    means: means.slice(0, 64) || undefined,
    bankTransaction: said.BankTrxID,
    bankCode: said.BankCode,
  };
};

/** The transactions of a notification; nothing where it names none that could be answered. */
export const readNotification = (
  body: unknown,
  constants: EsadadConstants,
): Result<NotifiedItem[], "unreadable"> => {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return err("unreadable");
  const items: NotifiedItem[] = [];
  for (const item of parsed.data.Transactions.TrxInf) {
    const named = namedSchema.safeParse(item);
    if (!named.success) return err("unreadable");
    const { JOEBPPSTrx: trx, ProcessDate: processDate, STMTDate: statementDate } = named.data;
    items.push({ trx, processDate, statementDate, payment: readPayment(item, constants) });
  }
  return ok(items);
};

/** MsgBody's children of the answer: every transaction with its own result. */
export const notificationAnswer = (
  constants: EsadadConstants,
  items: readonly NotifiedItem[],
  results: readonly ResultName[],
): XmlElement[] => [
  [
    "Transactions",
    items.map((item, index) => [
      "TrxInf",
      [
        ["JOEBPPSTrx", item.trx],
        ["ProcessDate", item.processDate],
        ["STMTDate", item.statementDate],
        resultElement(constants, results[index] ?? "internal"),
      ],
    ]),
  ],
];

/** The message's own result: good where every transaction was taken care of. */
export const overallResult = (results: readonly ResultName[]): ResultName => {
  const first = results[0] ?? "internal";
  if (results.length === 1) return first;
  return results.every((one) => one !== "internal" && one !== "unreadable") ? "ok" : "internal";
};
