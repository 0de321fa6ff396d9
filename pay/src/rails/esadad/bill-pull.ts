import { z } from "zod";
import { money, toDecimal, type Money } from "@gov/kit/money.ts";
import type { BillStatus } from "#src/db-types.ts";
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
type DueBill = Readonly<{
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

/** Whether the bill may be paid now, by the code that says why not. */
export const judgeBill = (status: BillStatus, dueMinor: bigint): ResultName => {
  if (status === "paid") return "paid";
  if (status === "cancelled") return "cancelled";
  if (status === "claimed") return "claimed";
  return dueMinor > 0n ? "ok" : "nothingDue";
};

/** The bounds of one payment: whole, or the biller's own where it takes parts. */
export const boundsOf = (
  { amountMinor: dueMinor, currency }: Money,
  parts: Readonly<{ lowerMinor: bigint | null; upperMinor: bigint | null }>,
): Readonly<{ lower: Money; upper: Money }> => {
  const least = (a: bigint, b: bigint) => (a < b ? a : b);
  return {
    lower: money(least(parts.lowerMinor ?? dueMinor, dueMinor), currency),
    upper: money(least(parts.upperMinor ?? dueMinor, dueMinor), currency),
  };
};
