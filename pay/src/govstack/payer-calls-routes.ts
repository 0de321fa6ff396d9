import type { Context } from "hono";
import type { Result } from "@gov/kit/result.ts";
import { t } from "@gov/kit/text.ts";
import { addRoute, type ApiApp, type ApiEnv } from "#src/api.ts";
import type { Answered } from "#src/idempotency/answered.ts";
import { storeAnswer, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { viewCollection } from "#src/rails/cash/collection-queries.ts";
import { receiptUrl } from "#src/receipt/receipt.ts";
import { send, speak, writeAccepted, writeRefused } from "./answer-routes.ts";
import { findParty } from "./find-party.ts";
import type { Govstack } from "./govstack-context.ts";
import { getBillInquiryRoute, postBillTransferRoute } from "./govstack-contract.ts";
import { postVoucherRedemptionRoute } from "./govstack-contract.ts";
import { epochSeconds, type Operation } from "./govstack.ts";
import { inquireBill, type ShownBill } from "./inquire-bill.ts";
import { answerRequest } from "./once-routes.ts";
import { payBill, type Finish, type PaidBill } from "./pay-bill.ts";
import { redeemVoucher } from "./redeem-voucher.ts";
import type { Refused } from "./refusals.ts";

const billDetails = (c: Context<ApiEnv>, { bill, billerName, state, amountMinor }: ShownBill) => ({
  billerId: bill.biller_code,
  billerName: t(billerName, c.get("lang")),
  billStatus: state,
  ...(bill.due_at ? { dueDate: epochSeconds(bill.due_at) } : {}),
  amountonDueDate: Number(amountMinor),
  amountAfterDueDate: Number(amountMinor),
  currency: bill.currency,
});

type PayingCall = Readonly<{
  operation: Extract<Operation, "billTransfer" | "voucherRedemption">;
  headers: Readonly<{ "x-payerfi-id": string; "x-platform-tenantid": string }>;
  body: Readonly<{ requestId: string; billInquiryRequestId: string; billId: string }>;
  paymentReference: string;
}>;

/** What is answered when a bill was paid, stored in the transaction that pays it. */
const answerPaid =
  (c: Context<ApiEnv>, cash: Cash, call: PayingCall, held: HeldKey): Finish<Answered> =>
  async (tx, row) => {
    const { receiptNumber = "" } = await viewCollection(tx, row);
    const more = {
      billId: row.billing_number,
      status: "ACK",
      receiptUrl: receiptUrl(cash.pay.publicUrl, receiptNumber),
    };
    const answer = writeAccepted(c, call.operation, { id: call.body.requestId, more });
    await storeAnswer(tx, held, answer);
    return answer;
  };

/** Carries out a call that pays a bill out of the caller's float, once for its request id. */
const answerPaying = async (
  c: Context<ApiEnv>,
  cash: Cash,
  call: PayingCall,
  pay: (paid: PaidBill, finish: Finish<Answered>) => Promise<Result<Answered, Refused>>,
): Promise<Response> => {
  const { operation, headers, body, paymentReference } = call;
  const { requestId, billId, billInquiryRequestId: inquiryId } = body;
  const { clientId } = c.get("caller");
  const party = await findParty(cash, clientId, headers["x-payerfi-id"]);
  if (!party.ok) return send(c, writeRefused(c, operation, party.error, { id: requestId }));
  const tenant = headers["x-platform-tenantid"];
  const by = { party: party.value, clientId, tenant };
  const paid = { ...by, requestId, inquiryId, billId, paymentReference };
  const asked = { operation, requestId, billId, facts: [tenant, body] };
  return await answerRequest(c, cash.pay, asked, (held) =>
    pay(paid, answerPaid(c, cash, call, held)),
  );
};

const addInquiry = (app: ApiApp, { cash }: Govstack): void => {
  addRoute(app, getBillInquiryRoute, async (c) => {
    const headers = c.req.valid("header");
    const { billId } = c.req.valid("param");
    const { clientId } = c.get("caller");
    const inquiryId = headers["x-correlationid"];
    const about = { id: inquiryId };
    const party = await findParty(cash, clientId, headers["x-payerfi-id"]);
    if (!party.ok) return send(c, writeRefused(c, "billInquiry", party.error, about));
    const tenant = headers["x-platform-tenantid"];
    const shown = await inquireBill(cash, { clientId, inquiryId, tenant, billId });
    if (!shown.ok) return send(c, writeRefused(c, "billInquiry", shown.error, about));
    const more = {
      billId: shown.value.bill.billing_number,
      billDetails: billDetails(c, shown.value),
    };
    return send(c, writeAccepted(c, "billInquiry", { id: inquiryId, more }));
  });
};

const addPaying = (app: ApiApp, { cash }: Govstack): void => {
  addRoute(app, postBillTransferRoute, async (c) => {
    const [headers, body] = [c.req.valid("header"), c.req.valid("json")];
    const paymentReference = body.paymentReferenceID;
    const call = { operation: "billTransfer", headers, body, paymentReference } as const;
    return await answerPaying(c, cash, call, (paid, finish) => payBill(cash, paid, finish));
  });
  addRoute(app, postVoucherRedemptionRoute, async (c) => {
    const [headers, body] = [c.req.valid("header"), c.req.valid("json")];
    const paymentReference = `voucher-${body.requestId}`;
    const call = { operation: "voucherRedemption", headers, body, paymentReference } as const;
    const code = body.VoucherSecretHash;
    return await answerPaying(c, cash, call, (paid, finish) =>
      redeemVoucher(cash, { ...paid, code }, finish),
    );
  });
};

/** What payers' financial institutions call. */
export const addPayerCalls = (app: ApiApp, govstack: Govstack): void => {
  app.hono.get("/govstack/bills/:billId", speak("billInquiry"));
  app.hono.post("/govstack/billTransferRequests", speak("billTransfer"));
  app.hono.post("/govstack/voucherRedemption", speak("voucherRedemption"));
  addInquiry(app, govstack);
  addPaying(app, govstack);
};
