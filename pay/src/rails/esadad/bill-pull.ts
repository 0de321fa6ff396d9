import { z } from "zod";
import { allocate, money, toDecimal, type Currency, type Money } from "@gov/kit/money.ts";
import type { EsadadConstants, ResultName } from "./esadad-constants.ts";
import { resultElement } from "./mfep-message.ts";
import { toLocalStamp } from "./mfep-values.ts";
import type { XmlElement } from "./mfep-xml.ts";

const text = z.string().trim().max(120);

/** MsgBody of a bill pull. */
export const billPullSchema = z.object({
  AcctInfo: z.object({ BillingNo: text.optional(), BillNo: text.optional() }),
  ServiceType: text.optional(),
});

/** One settlement account and its part of what is due. */
export type SettlementPart = Readonly<{ iban: string; amount: Money }>;

/** What a bank shows of a bill before its customer pays. */
export type DueBill = Readonly<{
  billingNumber: string;
  due: Money;
  /** What may be paid of it at once: both are the due amount where parts are not taken. */
  lower: Money;
  upper: Money;
  partlyPaid: boolean;
  issuedAt: Date;
  dueAt: Date;
  serviceType: string | null;
  parts: readonly SettlementPart[];
  /** No more of the payer than lets them see that the bill is theirs. */
  payerName: string | null;
  description: string;
  billerName: string;
}>;

/** Divides what is due now among the accounts as the whole bill is divided; nothing is lost. */
export const divideDue = (
  due: Money,
  parts: readonly Readonly<{ iban: string; amountMinor: bigint }>[],
): SettlementPart[] => {
  const shares = allocate(
    due,
    parts.map((part) => part.amountMinor),
  );
  return parts.flatMap(({ iban }, index) => {
    const amount = shares[index];
    return amount && amount.amountMinor > 0n ? [{ iban, amount }] : [];
  });
};

export const settlementElements = (
  constants: EsadadConstants,
  parts: readonly SettlementPart[],
): XmlElement[] =>
  parts.map(({ iban, amount }) => {
    const letters = iban.slice(4, 8);
    return [
      "SubPmt",
      [
        ["Amount", toDecimal(amount)],
        ["SetBnkCode", constants.bankCodes[letters] ?? letters],
        ["AcctNo", iban],
      ],
    ];
  });

/** What the bank's page says above the amount, in Arabic, in at most 200 characters. */
const freeText = (bill: DueBill): string => {
  const about = `${bill.billerName}: ${bill.description}`;
  return [...about].slice(0, 200).join("");
};

/** MsgBody's children for a bill that can be paid now. */
export const dueBillBody = (constants: EsadadConstants, bill: DueBill): XmlElement[] => {
  const { billStatuses } = constants;
  const account: XmlElement[] = [
    ["BillingNo", bill.billingNumber],
    ["BillNo", bill.billingNumber],
  ];
  const allowPart = bill.lower.amountMinor < bill.due.amountMinor;
  const record: XmlElement[] = [
    resultElement(constants, "ok"),
    ["AcctInfo", account],
    ["BillStatus", bill.partlyPaid ? billStatuses.partlyPaid : billStatuses.new],
    ["DueAmount", toDecimal(bill.due)],
    ["Currency", bill.due.currency],
    ["IssueDate", toLocalStamp(bill.issuedAt)],
    ["DueDate", toLocalStamp(bill.dueAt)],
    ["ServiceType", bill.serviceType ?? constants.serviceType],
    [
      "PmtConst",
      [
        ["AllowPart", String(allowPart)],
        ["Lower", toDecimal(bill.lower)],
        ["Upper", toDecimal(bill.upper)],
      ],
    ],
    ["SubPmts", settlementElements(constants, bill.parts)],
    [
      "AdditionalInfo",
      [
        ["CustName", bill.payerName ?? undefined],
        ["FreeText", freeText(bill)],
      ],
    ],
  ];
  return [
    ["RecCount", "1"],
    ["BillsRec", [["BillRec", record]]],
  ];
};

export const noBillBody: XmlElement[] = [["RecCount", "0"]];

export type BillState = Readonly<{
  status: "open" | "claimed" | "paid" | "cancelled";
  amountMinor: bigint;
  paidMinor: bigint;
}>;

/** Whether the bill may be paid now, by the code that says why not. */
export const judgeBill = (bill: BillState): ResultName => {
  if (bill.status === "paid") return "paid";
  if (bill.status === "cancelled") return "cancelled";
  if (bill.status === "claimed") return "claimed";
  return bill.paidMinor >= bill.amountMinor ? "nothingDue" : "ok";
};

/** The bounds of one payment: whole, or the biller's own where it takes parts. */
export const boundsOf = (
  dueMinor: bigint,
  currency: Currency,
  parts: Readonly<{ lowerMinor: bigint | null; upperMinor: bigint | null }>,
): Readonly<{ lower: Money; upper: Money }> => {
  const whole = parts.lowerMinor === null && parts.upperMinor === null;
  const least = (a: bigint, b: bigint) => (a < b ? a : b);
  const lower = whole ? dueMinor : least(parts.lowerMinor ?? 1n, dueMinor);
  const upper = whole ? dueMinor : least(parts.upperMinor ?? dueMinor, dueMinor);
  return { lower: money(lower, currency), upper: money(upper < lower ? lower : upper, currency) };
};
