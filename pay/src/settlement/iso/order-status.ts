import { readXml } from "@gov/kit/bounded-xml.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import { isoNamespace, max35 } from "#src/rails/instant/iso/parts.ts";
import { paymentOrderName } from "./payment-order.ts";

export const orderStatusName = "pain.002.001.10";

/**
 * - `RCVD`, `PDNG`: not decided yet. `RJCT`: not carried out and never will be.
 * - `ACTC`, `ACCP`, `ACSP`, `ACWC`, `ACSC`: taken, further and further on its way. None of them is
 *   money that moved: that only the statement says. `PART`: some are taken, some are not.
 */
const words = ["RCVD", "PDNG", "ACTC", "ACCP", "ACSP", "ACWC", "ACSC", "PART", "RJCT"] as const;
type Word = (typeof words)[number];
export type OrderWord = "undecided" | "accepted" | "rejected";

/** What the bank says of an order and of each payment in it that it names. */
export type OrderStatus = Readonly<{
  messageId: string;
  /** Of the payments that it does not name. */
  all: OrderWord;
  reason: string | undefined;
  payments: readonly Readonly<{
    endToEndId: string;
    word: OrderWord;
    reason: string | undefined;
  }>[];
}>;

const wordOf = (word: Word | undefined): OrderWord => {
  if (word === "RJCT") return "rejected";
  const open = word === undefined || word === "RCVD" || word === "PDNG" || word === "PART";
  return open ? "undecided" : "accepted";
};

const reasons = z
  .array(
    z.object({
      Rsn: z
        .object({ Cd: z.string().max(4).optional(), Prtry: z.string().max(35).optional() })
        .optional(),
    }),
  )
  .max(10)
  .default([]);
const reasonOf = (all: z.infer<typeof reasons>): string | undefined =>
  all[0]?.Rsn?.Cd ?? all[0]?.Rsn?.Prtry;

const maxPayments = 1_000;
const lists = ["OrgnlPmtInfAndSts", "TxInfAndSts", "StsRsnInf"];
const limits = { maxBytes: 1024 * 1024, maxDepth: 24, maxElements: 40_000 };

const schema = z.object({
  CstmrPmtStsRpt: z.object({
    GrpHdr: z.object({ MsgId: max35 }),
    OrgnlGrpInfAndSts: z.object({
      OrgnlMsgId: max35,
      OrgnlMsgNmId: z.literal(paymentOrderName),
      GrpSts: z.enum(words).optional(),
      StsRsnInf: reasons,
    }),
    OrgnlPmtInfAndSts: z
      .array(
        z.object({
          OrgnlPmtInfId: max35,
          PmtInfSts: z.enum(words).optional(),
          TxInfAndSts: z
            .array(z.object({ OrgnlEndToEndId: max35, TxSts: z.enum(words), StsRsnInf: reasons }))
            .max(maxPayments)
            .default([]),
        }),
      )
      .max(1)
      .default([]),
  }),
});

/** CustomerPaymentStatusReport about one order. */
export const readOrderStatus = (text: string): Result<OrderStatus, "unreadable"> => {
  const namespace = isoNamespace(orderStatusName);
  const read = readXml(text, { root: "Document", namespace, lists }, limits);
  const parsed = read.ok ? schema.safeParse(read.value) : undefined;
  if (!parsed?.success) return err("unreadable");
  const { OrgnlGrpInfAndSts: group, OrgnlPmtInfAndSts } = parsed.data.CstmrPmtStsRpt;
  const [about] = OrgnlPmtInfAndSts;
  return ok({
    messageId: group.OrgnlMsgId,
    all: wordOf(group.GrpSts ?? about?.PmtInfSts),
    reason: reasonOf(group.StsRsnInf),
    payments: (about?.TxInfAndSts ?? []).map((one) => ({
      endToEndId: one.OrgnlEndToEndId,
      word: wordOf(one.TxSts),
      reason: reasonOf(one.StsRsnInf),
    })),
  });
};
