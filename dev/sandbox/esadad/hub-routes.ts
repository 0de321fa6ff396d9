import type { Hono } from "hono";
import { answerThroughFault } from "../misbehave.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import { amountText, parseAmount } from "../card/amount.ts";
import { takeEsadadFault } from "./esadad-faults.ts";
import type { EsadadOperation } from "./esadad-faults.ts";
import type { Hub } from "./hub.ts";
import { returnedMinor } from "./hub-state.ts";
import type { Payment } from "./hub-state.ts";
import { readBillerMessage, writeHubMessage } from "./mfep.ts";
import type { Element, Tree } from "./mfep.ts";
import { takenBackStatus, takenStatus } from "./notice-xml.ts";

type Said = { code: number; description: string; body: Element[] };
const says = (code: number, description: string, body: Element[] = []): Said => ({
  code,
  description,
  body,
});

/** What billers may ask of the hub. Neither message is in the public documents. */
export function mountHubRoutes(app: Hono<PartyEnv>, hub: Hub): void {
  const answer = async (
    c: PartyContext,
    operation: EsadadOperation,
    type: string,
    work: (body: Tree, declined: boolean) => Said,
  ): Promise<Response> => {
    const message = readBillerMessage(hub.keys, await c.req.text());
    const trx = trxOf(message?.body);
    const number = hub.state.payments.get(trx)?.number ?? "";
    const facts = { operation, trx, number };
    const fault = takeEsadadFault(hub.book, facts);
    const { answerDelayMs } = hub.settings();
    return answerThroughFault(c, { fault, holds: hub.holds, facts, answerDelayMs }, () => {
      const said = message?.signed
        ? work(message.body, fault?.kind === "decline")
        : says(2, "Invalid Signature");
      const guid = String(message?.header?.GUID ?? "");
      const { code, description, body } = said;
      const result = { code, description };
      const written = { guid, kind: "ResTyp", type, result, body } as const;
      const xml = writeHubMessage(hub.keys, written, fault?.kind === "badSignature");
      return c.body(xml, 200, { "content-type": "application/xml" });
    });
  };

  app.post("/payment/PaymentInquiry", (c) =>
    answer(c, "INQUIRY", "BLRPMTINQRS", (body) => {
      const payment = hub.state.payments.get(trxOf(body));
      return payment ? told(payment) : says(401, "Payment not found");
    }),
  );

  app.post("/payment/PaymentRefund", (c) =>
    answer(c, "REFUND", "BLRPMTRFDRS", (body, declined) => {
      const asked: Tree = body?.Refunds?.RefundInf?.[0] ?? {};
      const payment = hub.state.payments.get(String(asked.JOEBPPSTrx));
      if (!payment) return says(401, "Payment not found");
      if (declined) return says(340, "Refund refused");
      const amountMinor = parseAmount(String(asked.Amount), payment.currency);
      if (amountMinor === undefined || asked.Currency !== payment.currency) {
        return says(303, "Amount cannot be read");
      }
      const done = hub.refund(payment.trx, String(asked.RefundRef), amountMinor);
      if (done === "done") return says(0, "Success");
      return payment.takenBackAt ? says(701, "Payment reversed") : says(353, "More than was paid");
    }),
  );
}

const trxOf = (body: Tree): string =>
  String(
    body?.Transactions?.TrxInf?.[0]?.JOEBPPSTrx ?? body?.Refunds?.RefundInf?.[0]?.JOEBPPSTrx ?? "",
  );

function told(payment: Payment): Said {
  const status = payment.takenBackAt ? takenBackStatus : takenStatus;
  const amount = (minor: bigint) => amountText(minor, payment.currency);
  const transaction: Element = [
    "TrxInf",
    [
      ["JOEBPPSTrx", payment.trx],
      ["PmtStatus", status],
      ["PaidAmt", amount(payment.paidMinor)],
      ["RefundedAmt", amount(returnedMinor(payment))],
      ["Currency", payment.currency],
      ["AccessChannel", "MOB"],
      ["PaymentMethod", "ACTDEB"],
    ],
  ];
  return says(payment.takenBackAt ? 701 : 0, payment.takenBackAt ? "Payment reversed" : "Success", [
    ["Transactions", [transaction]],
  ]);
}
