import { readXml } from "@gov/kit/bounded-xml.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import { isoNamespace, max35 } from "./parts.ts";

const transferStatusName = "pacs.002.001.10";

export type TransferStatus = Readonly<{
  transactionId: string;
  /** `ACSC` carried out, `RJCT` not and never, everything else not yet known. */
  status: "ACSC" | "RJCT" | "PDNG";
  reason: string | undefined;
}>;

const lists = ["TxInfAndSts", "StsRsnInf"];

const schema = z.object({
  FIToFIPmtStsRpt: z.object({
    GrpHdr: z.object({ MsgId: max35 }),
    TxInfAndSts: z.tuple([
      z.object({
        OrgnlTxId: max35,
        TxSts: z.enum(["ACSC", "RJCT", "PDNG"]),
        StsRsnInf: z
          .array(z.object({ Rsn: z.object({ Cd: z.string().max(4) }).optional() }))
          .max(10)
          .default([]),
      }),
    ]),
  }),
});

/** FIToFIPaymentStatusReport about one transfer. */
export const readTransferStatus = (text: string): Result<TransferStatus, "unreadable"> => {
  const namespace = isoNamespace(transferStatusName);
  const read = readXml(text, { root: "Document", namespace, lists });
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return err("unreadable");
  const [{ OrgnlTxId, TxSts, StsRsnInf }] = parsed.data.FIToFIPmtStsRpt.TxInfAndSts;
  return ok({ transactionId: OrgnlTxId, status: TxSts, reason: StsRsnInf[0]?.Rsn?.Cd });
};
