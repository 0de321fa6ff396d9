import { readXml } from "@gov/kit/bounded-xml.ts";
import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { parseIban } from "@gov/country/iban.ts";
import { z } from "zod";
import { amountSchema, isoNamespace, max35, timeSchema } from "./parts.ts";

const creditNoticeName = "camt.054.001.08";

/** Money that is in our account, as its bank booked it. */
export type Credit = Readonly<{
  /** The bank's own reference: one for every credit, whatever the payer's side said. */
  bankReference: string;
  /** What the payer's bank carried along: our reference of an attempt, or something else. */
  reference: string;
  billingNumber: string | undefined;
  amount: Money;
  payerIban: string;
  bookedAt: Date;
}>;

/** A credit that the bank took back. */
export type CreditReversal = Readonly<{ bankReference: string; amount: Money }>;
export type CreditNotice = Readonly<{
  credits: readonly Credit[];
  reversals: readonly CreditReversal[];
}>;

export type NoticeError = "unreadable" | "otherAccount" | "contradictsItself";

const maxEntries = 200;
const lists = ["Ntfctn", "Ntry", "NtryDtls", "TxDtls", "Strd", "Ustrd", "AddtlRmtInf"];

const iban = z.string().refine((text) => {
  const parsed = parseIban(text);
  return parsed.ok && parsed.value === text;
}, "not an IBAN");
const account = z.object({ Id: z.object({ IBAN: iban }) });

const details = z.object({
  Refs: z.object({ AcctSvcrRef: max35, EndToEndId: max35.default("NOTPROVIDED") }),
  Amt: amountSchema,
  CdtDbtInd: z.enum(["CRDT", "DBIT"]),
  RltdPties: z.object({ DbtrAcct: account }).optional(),
  RmtInf: z
    .object({
      Strd: z
        .array(z.object({ CdtrRefInf: z.object({ Ref: z.string().max(35) }).optional() }))
        .max(10)
        .optional(),
    })
    .optional(),
});

const entry = z.object({
  Amt: amountSchema,
  CdtDbtInd: z.enum(["CRDT", "DBIT"]),
  RvslInd: z.enum(["true", "false"]).optional(),
  Sts: z.object({ Cd: z.string().max(4) }),
  BookgDt: z.object({ DtTm: timeSchema }),
  NtryDtls: z.tuple([z.object({ TxDtls: z.tuple([details]) })]),
});
type Entry = z.infer<typeof entry>;

const schema = z.object({
  BkToCstmrDbtCdtNtfctn: z.object({
    GrpHdr: z.object({ MsgId: max35 }),
    Ntfctn: z.tuple([
      z.object({ Acct: account, Ntry: z.array(entry).max(maxEntries).default([]) }),
    ]),
  }),
});

const isBooked = (one: Entry): boolean => one.Sts.Cd === "BOOK";
const isCredit = (one: Entry): boolean => one.CdtDbtInd === "CRDT" && one.RvslInd !== "true";
/** What leaves the account because what came in is undone; our own returns are plain debits. */
const isReversal = (one: Entry): boolean => one.CdtDbtInd === "DBIT" && one.RvslInd === "true";

const same = (a: Money, b: Money): boolean =>
  a.amountMinor === b.amountMinor && a.currency === b.currency;

const toCredit = (one: Entry): Credit | undefined => {
  const [{ TxDtls }] = one.NtryDtls;
  const [{ Refs, Amt, CdtDbtInd, RltdPties, RmtInf }] = TxDtls;
  if (CdtDbtInd !== "CRDT" || !same(Amt, one.Amt) || !RltdPties) return undefined;
  if (Amt.amountMinor === 0n) return undefined;
  const billingNumber = RmtInf?.Strd?.[0]?.CdtrRefInf?.Ref;
  return {
    bankReference: Refs.AcctSvcrRef,
    reference: Refs.EndToEndId,
    billingNumber: /^\d{15}$/.test(billingNumber ?? "") ? billingNumber : undefined,
    amount: Amt,
    payerIban: RltdPties.DbtrAcct.Id.IBAN,
    bookedAt: one.BookgDt.DtTm,
  };
};

const toReversal = (one: Entry): CreditReversal | undefined => {
  const [{ TxDtls }] = one.NtryDtls;
  const [{ Refs, Amt }] = TxDtls;
  return same(Amt, one.Amt) ? { bankReference: Refs.AcctSvcrRef, amount: Amt } : undefined;
};

const isWhole = <T>(all: readonly (T | undefined)[]): all is readonly T[] =>
  all.every((one) => one !== undefined);

/**
 * BankToCustomerDebitCreditNotification: the booked credits of our account and those undone. What
 * is pending, or leaves the account otherwise, pays no bill. An entry whose amounts disagree makes
 * the whole unbelievable.
 */
export const readCreditNotice = (
  text: string,
  ourIban: string,
): Result<CreditNotice, NoticeError> => {
  const namespace = isoNamespace(creditNoticeName);
  const read = readXml(text, { root: "Document", namespace, lists });
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return err("unreadable");
  const [{ Acct, Ntry }] = parsed.data.BkToCstmrDbtCdtNtfctn.Ntfctn;
  if (Acct.Id.IBAN !== ourIban) return err("otherAccount");
  const booked = Ntry.filter(isBooked);
  const credits = booked.filter(isCredit).map(toCredit);
  const reversals = booked.filter(isReversal).map(toReversal);
  if (!isWhole(credits) || !isWhole(reversals)) return err("contradictsItself");
  return ok({ credits, reversals });
};
