import { readXml } from "@gov/kit/bounded-xml.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import { isoNamespace, max35 } from "./parts.ts";

const requestStatusName = "pain.014.001.10";

/**
 * - `PDNG`: the request waits for its payer. `ACCP`: the payer agreed, the money is on its way.
 * - `ACSC`: the money is ours. `RJCT`: nothing will come of this request.
 */
const requestStatuses = ["PDNG", "ACCP", "ACSC", "RJCT"] as const;
export type RequestStatus = Readonly<{
  reference: string;
  status: (typeof requestStatuses)[number];
  /** An external reason code: AC01 no such account, AM04 no funds, TM01 too late … */
  reason: string | undefined;
}>;

const lists = ["OrgnlPmtInfAndSts", "TxInfAndSts", "StsRsnInf"];
const one = <T extends z.ZodType>(schema: T) => z.tuple([schema]);

const schema = z.object({
  CdtrPmtActvtnReqStsRpt: z.object({
    GrpHdr: z.object({ MsgId: max35 }),
    OrgnlPmtInfAndSts: one(
      z.object({
        TxInfAndSts: one(
          z.object({
            OrgnlEndToEndId: max35,
            TxSts: z.enum(requestStatuses),
            StsRsnInf: z
              .array(z.object({ Rsn: z.object({ Cd: z.string().max(4) }).optional() }))
              .max(10)
              .default([]),
          }),
        ),
      }),
    ),
  }),
});

/** CreditorPaymentActivationRequestStatusReport about one request. */
export const readRequestStatus = (text: string): Result<RequestStatus, "unreadable"> => {
  const namespace = isoNamespace(requestStatusName);
  const read = readXml(text, { root: "Document", namespace, lists });
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return err("unreadable");
  const [{ TxInfAndSts }] = parsed.data.CdtrPmtActvtnReqStsRpt.OrgnlPmtInfAndSts;
  const [{ OrgnlEndToEndId, TxSts, StsRsnInf }] = TxInfAndSts;
  return ok({ reference: OrgnlEndToEndId, status: TxSts, reason: StsRsnInf[0]?.Rsn?.Cd });
};
