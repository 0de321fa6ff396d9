import { readXml } from "@gov/kit/bounded-xml.ts";
import type { Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import { amountSchema, isoNamespace, max35, timeSchema } from "#src/rails/instant/iso/parts.ts";

export const statementName = "camt.053.001.08";

/** What the bank booked on our account: one entry for each payment. */
export type StatementEntry = Readonly<{
  /** The bank's own reference: one for every entry. */
  bankReference: string;
  side: "debit" | "credit";
  amountMinor: bigint;
  /** The id that the order gave the payment, or `NOTPROVIDED`. */
  endToEndId: string;
  /** Why money came back. */
  reason: string | undefined;
  bookedAt: Date;
}>;

/** One page of an account's statement of one day. */
export type StatementPage = Readonly<{
  currency: Currency;
  openingMinor: bigint;
  closingMinor: bigint;
  page: number;
  last: boolean;
  entries: readonly StatementEntry[];
}>;

export type StatementError = "unreadable" | "otherAccount" | "contradictsItself";

const maxEntries = 500;
const lists = ["Bal", "Ntry", "NtryDtls", "TxDtls", "Stmt", "AddtlInf", "Ustrd"];
const limits = { maxBytes: 2 * 1024 * 1024, maxDepth: 24, maxElements: 40_000 };
const side = z.enum(["CRDT", "DBIT"]);

const details = z.object({
  Refs: z.object({ EndToEndId: max35.default("NOTPROVIDED") }).optional(),
  Amt: amountSchema,
  CdtDbtInd: side,
  RtrInf: z
    .object({
      Rsn: z
        .object({ Cd: z.string().max(4).optional(), Prtry: z.string().max(35).optional() })
        .optional(),
    })
    .optional(),
});

const entry = z.object({
  Amt: amountSchema,
  CdtDbtInd: side,
  Sts: z.object({ Cd: z.string().max(4) }),
  BookgDt: z.object({ DtTm: timeSchema }),
  AcctSvcrRef: max35,
  NtryDtls: z.tuple([z.object({ TxDtls: z.tuple([details]) })]).optional(),
});
type Entry = z.infer<typeof entry>;

const balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: z.string().max(4) }) }),
  Amt: amountSchema,
  CdtDbtInd: side,
});
type Balance = z.infer<typeof balance>;

const pagination = z.object({
  PgNb: z.string().regex(/^\d{1,5}$/),
  LastPgInd: z.enum(["true", "false"]),
});

const schema = z.object({
  BkToCstmrStmt: z.object({
    GrpHdr: z.object({ MsgId: max35 }),
    Stmt: z.tuple([
      z.object({
        StmtPgntn: pagination.optional(),
        Acct: z.object({ Id: z.object({ IBAN: z.string().max(34) }) }),
        Bal: z.array(balance).max(10),
        Ntry: z.array(entry).max(maxEntries).default([]),
      }),
    ]),
  }),
});

const signed = (one: Balance): bigint =>
  one.CdtDbtInd === "CRDT" ? one.Amt.amountMinor : -one.Amt.amountMinor;

const toEntry = (one: Entry): StatementEntry | undefined => {
  const inside = one.NtryDtls?.[0].TxDtls[0];
  const { amountMinor, currency } = one.Amt;
  const agrees =
    !inside ||
    (inside.Amt.amountMinor === amountMinor &&
      inside.Amt.currency === currency &&
      inside.CdtDbtInd === one.CdtDbtInd);
  if (!agrees || amountMinor === 0n) return undefined;
  return {
    bankReference: one.AcctSvcrRef,
    side: one.CdtDbtInd === "DBIT" ? "debit" : "credit",
    amountMinor,
    endToEndId: inside?.Refs?.EndToEndId ?? "NOTPROVIDED",
    reason: inside?.RtrInf?.Rsn?.Cd ?? inside?.RtrInf?.Rsn?.Prtry,
    bookedAt: one.BookgDt.DtTm,
  };
};

/**
 * BankToCustomerStatement of one account and day: its booked entries, between an opening and a
 * closing balance. An entry whose amounts disagree, or of another currency than the account's,
 * makes the whole unbelievable; that entries explain the closing balance is for whoever has all
 * pages to judge.
 */
export const readStatement = (
  text: string,
  account: Readonly<{ iban: string; currency: Currency }>,
): Result<StatementPage, StatementError> => {
  const namespace = isoNamespace(statementName);
  const read = readXml(text, { root: "Document", namespace, lists }, limits);
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return err("unreadable");
  const [{ StmtPgntn, Acct, Bal, Ntry }] = parsed.data.BkToCstmrStmt.Stmt;
  if (Acct.Id.IBAN !== account.iban) return err("otherAccount");
  const balanceOf = (code: string) => Bal.find(({ Tp }) => Tp.CdOrPrtry.Cd === code);
  const [opening, closing] = [balanceOf("OPBD"), balanceOf("CLBD")];
  if (!opening || !closing) return err("unreadable");
  const booked = Ntry.filter((one) => one.Sts.Cd === "BOOK");
  const entries = booked.flatMap((one) => toEntry(one) ?? []);
  const amounts = [opening.Amt, closing.Amt, ...booked.map((one) => one.Amt)];
  const whole =
    entries.length === booked.length && amounts.every((one) => one.currency === account.currency);
  if (!whole) return err("contradictsItself");
  return ok({
    currency: account.currency,
    openingMinor: signed(opening),
    closingMinor: signed(closing),
    page: Number(StmtPgntn?.PgNb ?? "1"),
    last: StmtPgntn?.LastPgInd !== "false",
    entries,
  });
};
