import { readXml } from "@gov/kit/bounded-xml.ts";
import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { parseIban } from "@gov/country/iban.ts";
import { z } from "zod";
import { amountSchema, isoNamespace, max35, timeSchema } from "./parts.ts";

export const creditNoticeName = "camt.054.001.08";

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

const isBookedCredit = (one: Entry): boolean =>
  one.CdtDbtInd === "CRDT" && one.RvslInd !== "true" && one.Sts.Cd === "BOOK";

const same = (a: Money, b: Money): boolean =>
  a.amountMinor === b.amountMinor && a.currency === b.currency;

const toCredit = (one: Entry): Credit | undefined => {
  const [{ TxDtls }] = one.NtryDtls;
  const [{ Refs, Amt, CdtDbtInd, RltdPties, RmtInf }] = TxDtls;
  if (CdtDbtInd !== "CRDT" || !same(Amt, one.Amt) || !RltdPties) return undefined;
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

/**
 * BankToCustomerDebitCreditNotification: the booked credits of our account. What is pending, or
 * leaves the account, pays no bill. An entry whose amounts disagree makes the whole unbelievable.
 */
export const readCreditNotice = (text: string, ourIban: string): Result<Credit[], NoticeError> => {
  const namespace = isoNamespace(creditNoticeName);
  const read = readXml(text, { root: "Document", namespace, lists });
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return err("unreadable");
  const [{ Acct, Ntry }] = parsed.data.BkToCstmrDbtCdtNtfctn.Ntfctn;
  if (Acct.Id.IBAN !== ourIban) return err("otherAccount");
  const credits: Credit[] = [];
  for (const one of Ntry.filter(isBookedCredit)) {
    const credit = toCredit(one);
    if (!credit || credit.amount.amountMinor === 0n) return err("contradictsItself");
    credits.push(credit);
  }
  return ok(credits);
};
