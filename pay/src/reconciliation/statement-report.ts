import { readXml, xmlLimits, type XmlError } from "@gov/kit/bounded-xml.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { localDate } from "@gov/country/time-zone.ts";
import { z } from "zod";
import { amountSchema, isoNamespace, max35, timeSchema } from "#src/rails/instant/iso/parts.ts";
import { UnreadableReport } from "./report.ts";
import type { ReadItem, ReportFailure, ReportReader, ReportTotal } from "./report.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { lineTexts } from "./line-texts.ts";

const namespace = isoNamespace("camt.053.001.08");
const opening = "<Ntry>";
const closing = "</Ntry>";
/** Of one entry, and of everything around the entries. */
const maxPartLength = xmlLimits.maxBytes / 4;

const failures: Readonly<Record<XmlError, ReportFailure>> = {
  tooLarge: "otherDocument",
  tooDeep: "forbiddenXml",
  forbidden: "forbiddenXml",
  malformed: "otherDocument",
  otherDocument: "otherDocument",
};

/** Cuts a statement into its entries as it comes, and what stands around them. */
const cutEntries = async function* (
  texts: AsyncIterable<string>,
): AsyncGenerator<Readonly<{ entries: readonly string[]; shell: string }>> {
  let rest = "";
  let shell = "";
  for await (const text of texts) {
    rest += text;
    const entries: string[] = [];
    for (;;) {
      const from = rest.indexOf(opening);
      if (from < 0) break;
      const to = rest.indexOf(closing, from);
      if (to < 0) break;
      shell += rest.slice(0, from);
      entries.push(rest.slice(from, to + closing.length));
      rest = rest.slice(to + closing.length);
    }
    if (!rest.includes(opening)) {
      // The beginning of an entry may be cut in two.
      const kept = Math.max(0, rest.length - opening.length + 1);
      shell += rest.slice(0, kept);
      rest = rest.slice(kept);
    }
    if (rest.length > maxPartLength || shell.length > maxPartLength) {
      throw new UnreadableReport("otherDocument");
    }
    yield { entries, shell: "" };
  }
  yield { entries: [], shell: shell + rest };
};

const entrySchema = z.object({
  Ntry: z.object({
    Amt: amountSchema,
    CdtDbtInd: z.enum(["CRDT", "DBIT"]),
    RvslInd: z.enum(["true", "false"]).optional(),
    Sts: z.object({ Cd: z.literal("BOOK") }),
    BookgDt: z.object({ DtTm: timeSchema }),
    NtryDtls: z.object({
      TxDtls: z.object({
        Refs: z.object({ AcctSvcrRef: max35, EndToEndId: max35.default("NOTPROVIDED") }),
        Chrgs: z.object({ Rcrd: z.object({ Amt: amountSchema }) }).optional(),
      }),
    }),
  }),
});

const readEntry = (xml: string, line: number): ReadItem => {
  const wrong = (field: string): ReadItem => ({
    line,
    kind: "wrong",
    problems: [{ field, message: lineTexts.entryUnreadable }],
  });
  const document = `<Document xmlns="${namespace}">${xml}</Document>`;
  const read = readXml(document, { root: "Document", namespace });
  if (!read.ok) {
    if (read.error === "forbidden") throw new UnreadableReport("forbiddenXml");
    return wrong("Ntry");
  }
  const parsed = entrySchema.safeParse(read.value);
  if (!parsed.success) return wrong(parsed.error.issues[0]?.path.join("/") ?? "Ntry");
  const { Amt, CdtDbtInd, RvslInd, BookgDt, NtryDtls } = parsed.data.Ntry;
  const { Refs, Chrgs } = NtryDtls.TxDtls;
  if (Chrgs && Chrgs.Rcrd.Amt.currency !== Amt.currency) return wrong("Ntry/Chrgs");
  if (Amt.amountMinor === 0n) return wrong("Ntry/Amt");
  const credit = CdtDbtInd === "CRDT";
  // What we send back is known by the name that we gave it; a credit undone, by the bank's.
  const own = !credit && RvslInd !== "true";
  const value = {
    order: own ? "" : Refs.AcctSvcrRef,
    reference: own ? Refs.EndToEndId : `${Refs.AcctSvcrRef}${credit ? "" : "/reversal"}`,
    direction: credit ? "taken" : "returned",
    amount: Amt,
    feeMinor: Chrgs?.Rcrd.Amt.amountMinor ?? 0n,
    movedOn: localDate(BookgDt.DtTm),
  } as const;
  return { line, kind: "line", value };
};

const balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: z.enum(["OPBD", "CLBD"]) }) }),
  Amt: amountSchema,
  CdtDbtInd: z.enum(["CRDT", "DBIT"]),
});
const shellSchema = z.object({
  BkToCstmrStmt: z.object({
    GrpHdr: z.object({ MsgId: max35 }),
    Stmt: z
      .array(
        z.object({
          FrToDt: z.object({ FrDtTm: timeSchema }),
          Acct: z.object({
            Id: z.object({ IBAN: z.string().max(34) }),
            Ccy: currencySchema,
          }),
          Bal: z.tuple([balance, balance]),
          TxsSummry: z.object({
            TtlNtries: z.object({ NbOfNtries: z.string().regex(/^\d{1,7}$/) }),
          }),
        }),
      )
      .min(1)
      .max(10),
  }),
});

/** What each statement of an account says of itself: its currency's total. */
const readShell = (shell: string, ourIban: string): ReportTotal[] => {
  if (shell.trim() === "") throw new UnreadableReport("empty");
  const read = readXml(shell, { root: "Document", namespace, lists: ["Stmt", "Bal"] });
  if (!read.ok) throw new UnreadableReport(failures[read.error]);
  const parsed = shellSchema.safeParse(read.value);
  if (!parsed.success) throw new UnreadableReport("otherDocument");
  return parsed.data.BkToCstmrStmt.Stmt.map(({ Acct, Bal, FrToDt, TxsSummry }) => {
    if (Acct.Id.IBAN !== ourIban) throw new UnreadableReport("otherAccount");
    const at = (code: "OPBD" | "CLBD"): bigint => {
      const found = Bal.find((one) => one.Tp.CdOrPrtry.Cd === code);
      if (found?.Amt.currency !== Acct.Ccy) throw new UnreadableReport("totalMissing");
      return found.CdtDbtInd === "CRDT" ? found.Amt.amountMinor : -found.Amt.amountMinor;
    };
    return {
      currency: Acct.Ccy,
      lines: Number(TxsSummry.TtlNtries.NbOfNtries),
      statedMinor: at("CLBD") - at("OPBD"),
      day: localDate(FrToDt.FrDtTm),
    };
  });
};

/**
 * Reads a bank's statement (camt.053.001.08) entry by entry, however many there are. What is not
 * an entry is read as a whole at the end; nothing of it is believed before.
 */
export const statementReader = (ourIban: string): ReportReader =>
  async function* (pieces) {
    let line = 0;
    for await (const { entries, shell } of cutEntries(decodeUtf8(pieces))) {
      if (shell === "") {
        yield entries.map((xml) => readEntry(xml, (line += 1)));
        continue;
      }
      const totals = readShell(shell, ourIban);
      yield totals.map((value): ReadItem => ({ line: (line += 1), kind: "total", value }));
    }
    if (line === 0) throw new UnreadableReport("empty");
  };
