import { element, type XmlPart } from "@gov/kit/bounded-xml.ts";
import { instantAt, addDays } from "@gov/country/time-zone.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { DayReport, Movement } from "../reports/day-report.ts";
import { amount, isoDocument, text } from "./iso-parts.ts";

const bankCode = element("BkTxCd", [
  element("Domn", [
    text("Cd", "PMNT"),
    element("Fmly", [text("Cd", "RRCT"), text("SubFmlyCd", "ESCT")]),
  ]),
]);

const charges = ({ feeMinor, currency }: Movement): XmlPart =>
  feeMinor === 0n
    ? undefined
    : element("Chrgs", [
        element("Rcrd", [amount("Amt", feeMinor, currency), text("CdtDbtInd", "DBIT")]),
      ]);

/** A movement of a statement knows its account's side by its kind. */
export const statementKinds = { credit: "CRDT", back: "DBIT", reversal: "RVSL" } as const;

function entry(one: Movement): XmlPart {
  const credit = one.kind === statementKinds.credit;
  const reversal = one.kind === statementKinds.reversal;
  const indicator = text("CdtDbtInd", credit ? "CRDT" : "DBIT");
  // What a member sends back has an id of the member's; the bank's own is another.
  const own = one.kind === statementKinds.back;
  const bankReference = own ? `D${one.reference}`.slice(0, 35) : one.order;
  return element("Ntry", [
    text("NtryRef", bankReference),
    amount("Amt", one.amountMinor, one.currency),
    indicator,
    reversal ? text("RvslInd", "true") : undefined,
    element("Sts", [text("Cd", "BOOK")]),
    element("BookgDt", [text("DtTm", one.at)]),
    text("AcctSvcrRef", bankReference),
    bankCode,
    element("NtryDtls", [
      element("TxDtls", [
        element("Refs", [
          text("AcctSvcrRef", bankReference),
          text("EndToEndId", own ? one.reference : "NOTPROVIDED"),
        ]),
        amount("Amt", one.amountMinor, one.currency),
        indicator,
        charges(one),
      ]),
    ]),
  ]);
}

const balance = (code: "OPBD" | "CLBD", minor: bigint, currency: Currency, day: string): XmlPart =>
  element("Bal", [
    element("Tp", [element("CdOrPrtry", [text("Cd", code)])]),
    amount("Amt", minor < 0n ? -minor : minor, currency),
    text("CdtDbtInd", minor < 0n ? "DBIT" : "CRDT"),
    element("Dt", [text("Dt", day)]),
  ]);

/** camt.053: the account's day, a statement for each currency. */
export function writeStatement(input: {
  messageId: string;
  at: Date;
  accountIban: string;
  endsMinutes: number;
  report: DayReport;
}): string {
  const { report, endsMinutes } = input;
  const { day } = report;
  const at = input.at.toISOString();
  const begins = instantAt(day, endsMinutes).toISOString();
  const ends = instantAt(addDays(day, 1), endsMinutes).toISOString();
  const statements = report.totals.map(({ currency, lines, statedMinor }) =>
    element("Stmt", [
      text("Id", `${day}-${currency}`),
      text("CreDtTm", at),
      element("FrToDt", [text("FrDtTm", begins), text("ToDtTm", ends)]),
      element("Acct", [element("Id", [text("IBAN", input.accountIban)]), text("Ccy", currency)]),
      balance("OPBD", 0n, currency, day),
      balance("CLBD", statedMinor, currency, day),
      element("TxsSummry", [element("TtlNtries", [text("NbOfNtries", String(lines))])]),
      ...report.lines.filter((one) => one.currency === currency).map(entry),
    ]),
  );
  return isoDocument(
    "camt.053.001.08",
    element("BkToCstmrStmt", [
      element("GrpHdr", [text("MsgId", input.messageId), text("CreDtTm", at)]),
      ...statements,
    ]),
  );
}
