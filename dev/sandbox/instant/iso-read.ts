import { readXml } from "@gov/kit/bounded-xml.ts";
import { parseIban } from "@gov/country/iban.ts";
import { z } from "zod";
import { isoMoney } from "../iso-money.ts";
import type { PaymentRequest, ReturnedTransfer } from "./books.ts";

const id = z.string().min(1).max(35);
const iban = z.string().refine((value) => parseIban(value).ok, "not an IBAN");
const ibanAccount = z.object({ Id: z.object({ IBAN: iban }) });

const requestSchema = z.object({
  CdtrPmtActvtnReq: z.object({
    GrpHdr: z.object({ MsgId: id, NbOfTxs: z.literal("1") }),
    PmtInf: z.object({
      PmtInfId: id,
      XpryDt: z.object({ DtTm: z.iso.datetime() }),
      DbtrAcct: z
        .object({
          Id: z.object({ IBAN: iban }).optional(),
          Prxy: z.object({ Id: z.string().min(1).max(100) }).optional(),
        })
        .optional(),
      CdtTrfTx: z.object({
        PmtId: z.object({ EndToEndId: id }),
        Amt: z.object({ InstdAmt: isoMoney }),
        Cdtr: z.object({ Nm: z.string().max(140) }),
        CdtrAcct: ibanAccount,
        RmtInf: z.object({
          Strd: z.object({
            CdtrRefInf: z.object({ Ref: id }),
            AddtlRmtInf: z.string().max(140),
          }),
        }),
      }),
    }),
  }),
});

const document = (message: string) => ({
  root: "Document",
  namespace: `urn:iso:std:iso:20022:tech:xsd:${message}`,
});

/** pain.013: the request, and whom it names as its payer. */
export function readPaymentRequest(
  xml: string,
): { request: PaymentRequest; payer: string | undefined } | undefined {
  const read = readXml(xml, document("pain.013.001.10"));
  const parsed = read.ok ? requestSchema.safeParse(read.value) : undefined;
  if (!parsed?.success) return undefined;
  const { GrpHdr, PmtInf } = parsed.data.CdtrPmtActvtnReq;
  const { PmtId, Amt, Cdtr, CdtrAcct, RmtInf } = PmtInf.CdtTrfTx;
  return {
    request: {
      reference: PmtId.EndToEndId,
      messageId: GrpHdr.MsgId,
      ...Amt.InstdAmt,
      billingNumber: RmtInf.Strd.CdtrRefInf.Ref,
      note: RmtInf.Strd.AddtlRmtInf,
      creditorName: Cdtr.Nm,
      creditorIban: CdtrAcct.Id.IBAN,
      expiresAt: PmtInf.XpryDt.DtTm,
      state: "PDNG",
    },
    payer: PmtInf.DbtrAcct?.Id?.IBAN ?? PmtInf.DbtrAcct?.Prxy?.Id,
  };
}

const transferSchema = z.object({
  FIToFICstmrCdtTrf: z.object({
    GrpHdr: z.object({ MsgId: id, NbOfTxs: z.literal("1") }),
    CdtTrfTxInf: z.object({
      PmtId: z.object({ EndToEndId: id, TxId: id }),
      IntrBkSttlmAmt: isoMoney,
      DbtrAcct: ibanAccount,
      CdtrAcct: ibanAccount,
    }),
  }),
});

/** pacs.008: isoMoney from a member's account to a payer's. */
export function readTransfer(
  xml: string,
): { messageId: string; transfer: Omit<ReturnedTransfer, "at" | "state"> } | undefined {
  const read = readXml(xml, document("pacs.008.001.08"));
  const parsed = read.ok ? transferSchema.safeParse(read.value) : undefined;
  if (!parsed?.success) return undefined;
  const { GrpHdr, CdtTrfTxInf: one } = parsed.data.FIToFICstmrCdtTrf;
  return {
    messageId: GrpHdr.MsgId,
    transfer: {
      transactionId: one.PmtId.TxId,
      ...one.IntrBkSttlmAmt,
      fromIban: one.DbtrAcct.Id.IBAN,
      toIban: one.CdtrAcct.Id.IBAN,
    },
  };
}
