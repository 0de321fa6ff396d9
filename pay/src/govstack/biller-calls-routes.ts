import type { z } from "@hono/zod-openapi";
import { err, type Result } from "@gov/kit/result.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import {
  parsePayerAlias,
  type AliasError,
  type PayerAlias,
} from "#src/rails/instant/payer-alias.ts";
import { send, speak, writeAccepted, writeRefused } from "./answer-routes.ts";
import { findTransfer, type Transfer } from "./find-transfer.ts";
import type { Govstack } from "./govstack-context.ts";
import { getTransferRoute, postRequestToPayRoute } from "./govstack-contract.ts";
import type { requestToPaySchema } from "./govstack-contract.ts";
import { epochSeconds, transferStateOf } from "./govstack.ts";
import { answerRequest } from "./once-routes.ts";
import { requestToPay } from "./request-to-pay.ts";

type PayerError = Exclude<AliasError, "empty"> | "payerMissing";

/** Whom a request names: an account with type 00, an alias with type 01. */
const payerOf = (body: z.infer<typeof requestToPaySchema>): Result<PayerAlias, PayerError> => {
  const direct = body.requestType === "00";
  const named = direct ? body.payerFiDetails?.financialAddress : body.alias?.aliasId;
  const payer = parsePayerAlias(named ?? "");
  if (payer.ok) return direct && payer.value.kind !== "iban" ? err("ibanWrong") : payer;
  return payer.error === "empty" ? err("payerMissing") : err(payer.error);
};

const numberOf = (rtpId: number | bigint | null | undefined): { rtpId?: number } =>
  rtpId === null || rtpId === undefined ? {} : { rtpId: Number(rtpId) };

const addRequestToPay = (app: ApiApp, govstack: Govstack): void => {
  const operation = "requestToPay";
  addRoute(app, postRequestToPayRoute, async (c) => {
    const headers = c.req.valid("header");
    const body = c.req.valid("json");
    const { clientId } = c.get("caller");
    const { requestId, rtpId, billID: billId, billDetails } = body;
    const [tenant, billerCode] = [headers["x-platform-tenantid"], headers["x-billerid"]];
    const payer = payerOf(body);
    if (!payer.ok) return send(c, writeRefused(c, operation, payer.error, { id: requestId }));
    const amountMinor = billDetails?.amount === undefined ? undefined : BigInt(billDetails.amount);
    const lang = c.get("lang");
    const request = { clientId, requestId, rtpId, tenant, billerCode, billId, amountMinor, lang };
    const asked = { operation, requestId, billId, facts: [tenant, billerCode, body] } as const;
    return await answerRequest(c, govstack.cash.pay, asked, (held) =>
      requestToPay(govstack, { ...request, payer: payer.value }, held, async (tx) => {
        const more = { billId, ...numberOf(rtpId) };
        const answer = writeAccepted(c, operation, { id: requestId, more });
        await storeAnswer(tx, held, answer);
        return answer;
      }),
    );
  });
};

const transferJson = ({ charge, bill, rtpId, paymentReference }: Transfer) => ({
  billId: bill.billing_number,
  ...numberOf(rtpId),
  requestStatus: transferStateOf[charge.status],
  ...(paymentReference === undefined ? {} : { PaymentReferenceID: paymentReference }),
  lastUpdateDate: epochSeconds(charge.updated_at),
});

const addTransferStatus = (app: ApiApp, { cash }: Govstack): void => {
  const operation = "transferStatus";
  addRoute(app, getTransferRoute, async (c) => {
    const { transferRequestId: id } = c.req.valid("param");
    const headers = c.req.valid("header");
    const found = await findTransfer(cash, {
      clientId: c.get("caller").clientId,
      requestId: id,
      tenant: headers["x-platform-tenantid"],
      billerCode: headers["x-billerid"],
      payerFiId: headers["x-payerfi-id"],
    });
    if (!found.ok) return send(c, writeRefused(c, operation, found.error, { id }));
    return send(c, writeAccepted(c, operation, { id, more: transferJson(found.value) }));
  });
};

/** What billers call. */
export const addBillerCalls = (app: ApiApp, govstack: Govstack): void => {
  app.hono.post("/govstack/rtpRequest", speak("requestToPay"));
  app.hono.get("/govstack/transferRequests/:transferRequestId", speak("transferStatus"));
  addRequestToPay(app, govstack);
  addTransferStatus(app, govstack);
};
