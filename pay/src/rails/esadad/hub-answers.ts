import { z } from "zod";
import { currencySchema } from "@gov/kit/money-schema.ts";
import type { Money } from "@gov/kit/money.ts";
import type { RailWord, RefundWord } from "../rail.ts";
import type { EsadadConstants } from "./esadad-constants.ts";
import type { MfepMessage } from "./mfep-message.ts";
import { truncateAmount } from "./mfep-values.ts";

const text = z.string().trim().max(120);

/** [A] The hub's answer to an inquiry: the transaction as it has it. */
const inquirySchema = z.object({
  Transactions: z.object({
    TrxInf: z.tuple([
      z.object({
        JOEBPPSTrx: text,
        PmtStatus: text,
        PaidAmt: text,
        RefundedAmt: text.optional(),
        Currency: currencySchema,
        AccessChannel: text.optional(),
        PaymentMethod: text.optional(),
      }),
    ]),
  }),
});

type Asked = Readonly<{ trx: string; amount: Money }>;

/** What an inquiry's answer says of the payment; only of the very one that was asked about. */
export const readInquiry = (
  message: MfepMessage,
  asked: Asked,
  constants: EsadadConstants,
): RailWord => {
  const { results, paymentStatuses } = constants;
  if (message.resultCode === results.billUnknown.code) return { kind: "notTried" };
  const parsed = inquirySchema.safeParse(message.body);
  const good =
    message.resultCode === results.ok.code || message.resultCode === results.reversed.code;
  if (!good || !parsed.success) return { kind: "undecided" };
  const said = parsed.data.Transactions.TrxInf[0];
  const contradicts = (detail: string): RailWord => ({ kind: "contradicts", detail });
  if (said.JOEBPPSTrx !== asked.trx) return contradicts("another transaction");
  if (said.Currency !== asked.amount.currency) return contradicts(`currency ${said.Currency}`);
  const takenMinor = truncateAmount(said.PaidAmt, said.Currency);
  const refundedMinor = truncateAmount(said.RefundedAmt ?? "0", said.Currency);
  if (takenMinor === undefined || refundedMinor === undefined) return contradicts("amount");
  const takenBack = paymentStatuses.takenBack.includes(said.PmtStatus);
  if (!takenBack && !paymentStatuses.taken.includes(said.PmtStatus)) return { kind: "undecided" };
  if (takenBack) return { kind: "takenBack", reason: "void" };
  const means = [said.AccessChannel, said.PaymentMethod].filter(Boolean).join(" · ");
  return {
    kind: "taken",
    takenMinor,
    returnedMinor: refundedMinor,
    reference: said.JOEBPPSTrx,
    means: means || undefined,
  };
};

/** What the hub's answer to a refund says. A fault of its own decides nothing. */
export const readRefund = (message: MfepMessage, constants: EsadadConstants): RefundWord => {
  const { results } = constants;
  if (message.resultCode === results.ok.code) return "returned";
  return message.resultCode === results.internal.code ? "undecided" : "refused";
};
