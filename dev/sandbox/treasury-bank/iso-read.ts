import { readXml } from "@gov/kit/bounded-xml.ts";
import { toDecimal } from "@gov/kit/money.ts";
import { parseIban } from "@gov/country/iban.ts";
import { z } from "zod";
import { isoMoney } from "../iso-money.ts";
import type { Payment } from "./books.ts";

const id = z.string().min(1).max(35);
const iban = z.string().refine((value) => parseIban(value).ok, "not an IBAN");
const account = z.object({ Id: z.object({ IBAN: iban }) });
const count = z.string().regex(/^\d{1,15}$/);

const schema = z.object({
  CstmrCdtTrfInitn: z.object({
    GrpHdr: z.object({ MsgId: id, NbOfTxs: count, CtrlSum: z.string().max(24) }),
    PmtInf: z.object({
      PmtInfId: id,
      NbOfTxs: count,
      DbtrAcct: account,
      CdtTrfTxInf: z
        .array(
          z.object({
            PmtId: z.object({ EndToEndId: id }),
            Amt: z.object({ InstdAmt: isoMoney }),
            Cdtr: z.object({ Nm: z.string().min(1).max(140) }),
            CdtrAcct: account,
          }),
        )
        .min(1)
        .max(1_000),
    }),
  }),
});

export type AskedOrder = {
  messageId: string;
  accountIban: string;
  payments: Omit<Payment, "state" | "reason">[];
};

/** pain.001: the order, if its count and control sum are those of its payments. */
export function readOrder(xml: string): AskedOrder | undefined {
  const read = readXml(
    xml,
    {
      root: "Document",
      namespace: "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09",
      lists: ["CdtTrfTxInf"],
    },
    { maxBytes: 1024 * 1024, maxDepth: 24, maxElements: 40_000 },
  );
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return undefined;
  const { GrpHdr, PmtInf } = parsed.data.CstmrCdtTrfInitn;
  const payments = PmtInf.CdtTrfTxInf.map((one) => ({
    endToEndId: one.PmtId.EndToEndId,
    messageId: GrpHdr.MsgId,
    accountIban: PmtInf.DbtrAcct.Id.IBAN,
    creditorIban: one.CdtrAcct.Id.IBAN,
    creditorName: one.Cdtr.Nm,
    ...one.Amt.InstdAmt,
  }));
  const [first] = payments;
  const total = payments.reduce((sum, one) => sum + one.amountMinor, 0n);
  const whole =
    first !== undefined &&
    GrpHdr.NbOfTxs === String(payments.length) &&
    PmtInf.NbOfTxs === GrpHdr.NbOfTxs &&
    payments.every((one) => one.currency === first.currency) &&
    GrpHdr.CtrlSum === toDecimal({ amountMinor: total, currency: first.currency });
  return whole ? { messageId: GrpHdr.MsgId, accountIban: first.accountIban, payments } : undefined;
}
