import { element, type XmlPart } from "@gov/kit/bounded-xml.ts";
import type { Currency } from "@gov/kit/money.ts";
import { amount, iban, isoDocument, text } from "../instant/iso-parts.ts";
import type { Entry, Payment, TreasuryAccount } from "./books.ts";

const reasonPart = (reason: string | undefined): XmlPart =>
  reason ? element("StsRsnInf", [element("Rsn", [element("Cd", reason)])]) : undefined;

/** How an order stands as a whole: what its payments are, or why none is. */
export type OrderStand = { state: string; reason?: string };

/** pain.002: what became of one order. */
export function writeOrderStatus(input: {
  messageId: string;
  at: Date;
  originalMessageId: string;
  stand: OrderStand;
  payments: readonly Payment[];
}): string {
  const { originalMessageId, stand, payments } = input;
  return isoDocument(
    "pain.002.001.10",
    element("CstmrPmtStsRpt", [
      element("GrpHdr", [text("MsgId", input.messageId), text("CreDtTm", input.at.toISOString())]),
      element("OrgnlGrpInfAndSts", [
        text("OrgnlMsgId", originalMessageId),
        text("OrgnlMsgNmId", "pain.001.001.09"),
        text("GrpSts", stand.state),
        reasonPart(stand.reason),
      ]),
      payments.length === 0
        ? undefined
        : element("OrgnlPmtInfAndSts", [
            text("OrgnlPmtInfId", originalMessageId),
            ...payments.map((one) =>
              element("TxInfAndSts", [
                text("OrgnlEndToEndId", one.endToEndId),
                text("TxSts", one.state),
                reasonPart(one.reason),
              ]),
            ),
          ]),
    ]),
  );
}

const bankCode = (side: "debit" | "credit", returned: boolean): XmlPart =>
  element("BkTxCd", [
    element("Domn", [
      text("Cd", "PMNT"),
      element("Fmly", [
        text("Cd", side === "debit" ? "ICDT" : "RCDT"),
        text("SubFmlyCd", returned ? "RRTN" : "DMCT"),
      ]),
    ]),
  ]);

const entryPart = (entry: Entry): XmlPart => {
  const side = text("CdtDbtInd", entry.side === "debit" ? "DBIT" : "CRDT");
  const sum = amount("Amt", entry.amountMinor, entry.currency);
  return element("Ntry", [
    text("NtryRef", entry.bankReference),
    sum,
    side,
    element("Sts", [text("Cd", "BOOK")]),
    element("BookgDt", [text("DtTm", entry.at)]),
    text("AcctSvcrRef", entry.bankReference),
    bankCode(entry.side, entry.reason !== undefined),
    element("NtryDtls", [
      element("TxDtls", [
        element("Refs", [
          text("AcctSvcrRef", entry.bankReference),
          text("EndToEndId", entry.endToEndId),
        ]),
        sum,
        side,
        entry.creditorIban === ""
          ? undefined
          : element("RltdPties", [iban("CdtrAcct", entry.creditorIban)]),
        entry.reason === undefined
          ? undefined
          : element("RtrInf", [element("Rsn", [text("Cd", entry.reason)])]),
      ]),
    ]),
  ]);
};

const balance = (code: string, minor: bigint, of: { currency: Currency; day: string }): XmlPart =>
  element("Bal", [
    element("Tp", [element("CdOrPrtry", [text("Cd", code)])]),
    amount("Amt", minor < 0n ? -minor : minor, of.currency),
    text("CdtDbtInd", minor < 0n ? "DBIT" : "CRDT"),
    element("Dt", [text("Dt", of.day)]),
  ]);

/** camt.053: one page of an account's day. */
export function writeStatement(input: {
  messageId: string;
  at: Date;
  account: TreasuryAccount;
  day: string;
  openingMinor: bigint;
  closingMinor: bigint;
  entries: readonly Entry[];
  page: number;
  last: boolean;
}): string {
  const { account, day } = input;
  const of = { currency: account.currency, day };
  const at = input.at.toISOString();
  return isoDocument(
    "camt.053.001.08",
    element("BkToCstmrStmt", [
      element("GrpHdr", [text("MsgId", input.messageId), text("CreDtTm", at)]),
      element("Stmt", [
        text("Id", `${day}-${account.currency}`),
        element("StmtPgntn", [
          text("PgNb", String(input.page)),
          text("LastPgInd", String(input.last)),
        ]),
        text("CreDtTm", at),
        element("Acct", [
          element("Id", [element("IBAN", account.iban)]),
          text("Ccy", account.currency),
        ]),
        balance("OPBD", input.openingMinor, of),
        balance("CLBD", input.closingMinor, of),
        ...input.entries.map(entryPart),
      ]),
    ]),
  );
}
