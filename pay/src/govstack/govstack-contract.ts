import { createRoute, z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { codeSchema, json, jsonBody } from "#src/api-schemas.ts";
import { needs } from "#src/api-scopes.ts";
import {
  billStates,
  envelopes,
  transferStates,
  type Envelope,
  type Operation,
} from "./govstack.ts";
import { rejectReasons } from "./refusals.ts";

/** An id that the caller chose. Published lengths are 12, 16 and 20; a UUID fits too. */
const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/);
const billIdSchema = z
  .string()
  .min(1)
  .max(40)
  .openapi({ description: "The billing number; spaces and Arabic digits are read as well" });

const common = {
  "x-correlationid": idSchema.openapi({ description: "Given back in the answer's headers" }),
  "x-platform-tenantid": codeSchema.openapi({
    description: "The biller whose bills are meant; the treasury's code stands for every biller",
  }),
};
const payerHeaders = z.object({
  ...common,
  "x-payerfi-id": codeSchema.openapi({ description: "The caller's code as a payment company" }),
});
const billerHeaders = z.object({ ...common, "x-billerid": codeSchema });
const statusHeaders = z.object({
  ...common,
  "x-billerid": codeSchema.optional(),
  "x-payerfi-id": codeSchema.optional(),
});

const saidIn = ({ code, text, id }: Envelope, codes: readonly [string, ...string[]]) => ({
  [code]: z.enum(codes),
  [text]: z.string().max(200),
  [id]: z.string().optional(),
});
/** Headers of every answer. */
const acceptedHeaders = {
  "X-CorrelationID": {
    description: "That of the call, where it had one that can be given back",
    required: false,
    schema: { type: "string" },
  },
} as const;
const refusedHeaders = {
  ...acceptedHeaders,
  "Content-Language": {
    description: "Language of the reason, where the call was refused before it was judged",
    required: false,
    schema: { type: "string", enum: ["ar", "en"] },
  },
  "Retry-After": {
    description: "Seconds until it is worth asking again",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
  },
} as const;

const accepted = <S extends z.ZodRawShape>(operation: Operation, name: string, more: S) => ({
  ...json(
    z.object({ ...saidIn(envelopes[operation].accepted, ["00"]), ...more }).openapi(name),
    "Accepted, and done when this is answered",
  ),
  headers: acceptedHeaders,
});
const rejection = {
  billId: z.string().optional(),
  status: z.enum(["RJC"]).optional(),
  rejectReason: z.enum(rejectReasons).optional(),
};

const refusedBecause = {
  400: "Not carried out; the reason says why",
  401: "No valid access token",
  403: "The token lacks the scope, or its client is not who the headers name",
  409: "The same request is being carried out",
  415: "Not JSON",
  503: "The bank does not answer; nothing was taken",
} as const;
const refused = (operation: Operation, name: string) => {
  const schema = z
    .object({ ...saidIn(envelopes[operation].refused, ["01"]), ...rejection })
    .openapi(name);
  return Object.fromEntries(
    Object.entries(refusedBecause).map(([status, description]) => [
      status,
      { ...json(schema, description), headers: refusedHeaders },
    ]),
  );
};

const about = { tags: ["govstack"] };

export const getBillInquiryRoute = createRoute({
  ...about,
  security: needs("agent:collect"),
  method: "get",
  path: "/govstack/bills/{billId}",
  summary: "A payer's bank asks what a bill costs; the inquiry's id is the correlation id",
  request: {
    headers: payerHeaders,
    params: z.object({ billId: billIdSchema }),
    query: z.object({ fields: z.literal("inquiry") }),
  },
  responses: {
    202: accepted("billInquiry", "GovstackBill", {
      billId: z.string(),
      billDetails: z.object({
        billerId: z.string(),
        billerName: z.string(),
        billStatus: z.enum(billStates),
        /** Seconds since 1970; absent where a bill has no date. */
        dueDate: z.number().int().optional(),
        /** In minor units of the currency; bills carry no surcharge. */
        amountonDueDate: z.number().int(),
        amountAfterDueDate: z.number().int(),
        currency: currencySchema,
      }),
    }),
    ...refused("billInquiry", "GovstackBillRefused"),
  },
});

export const billTransferSchema = z
  .object({
    requestId: idSchema,
    billInquiryRequestId: idSchema,
    billId: billIdSchema,
    paymentReferenceID: idSchema,
  })
  .openapi("GovstackBillTransfer");

const paidMembers = { billId: z.string(), status: z.enum(["ACK"]), receiptUrl: z.string() };

export const postBillTransferRoute = createRoute({
  ...about,
  security: needs("agent:collect"),
  method: "post",
  path: "/govstack/billTransferRequests",
  summary: "A payer's bank has its customer's money: the bill is paid out of the bank's float",
  request: { headers: payerHeaders, body: jsonBody(billTransferSchema) },
  responses: {
    202: accepted("billTransfer", "GovstackBillPaid", paidMembers),
    ...refused("billTransfer", "GovstackTransferRefused"),
  },
});

export const voucherRedemptionSchema = z
  .object({
    requestId: idSchema,
    billInquiryRequestId: idSchema,
    billId: billIdSchema,
    VoucherSecretHash: z.string().min(1).max(100).openapi({
      description: "The code itself: an unkeyed hash of fifteen digits would be no secret",
    }),
  })
  .openapi("GovstackVoucherRedemption");

export const postVoucherRedemptionRoute = createRoute({
  ...about,
  security: needs("agent:collect"),
  method: "post",
  path: "/govstack/voucherRedemption",
  summary: "A bill is paid with money that is due to its payer against a code",
  request: { headers: payerHeaders, body: jsonBody(voucherRedemptionSchema) },
  responses: {
    202: accepted("voucherRedemption", "GovstackVoucherRedeemed", paidMembers),
    ...refused("voucherRedemption", "GovstackVoucherRefused"),
  },
});

const wholeNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const addressSchema = z.string().max(128);

export const requestToPaySchema = z
  .object({
    requestId: idSchema,
    rtpId: wholeNumber.optional(),
    billID: billIdSchema,
    requestType: z.enum(["00", "01"]).openapi({
      description: "00: the payer's account is given; 01: an alias is looked up",
    }),
    payerFiDetails: z
      .object({ payerFIBIC: z.string().max(35).optional(), financialAddress: addressSchema })
      .optional(),
    alias: z
      .object({ aliasType: z.enum(["00", "01", "02"]).optional(), aliasId: addressSchema })
      .optional(),
    billDetails: z
      .object({
        billerName: z.string().max(120).optional(),
        amount: wholeNumber.min(1).max(999_999_999_999_999).optional(),
      })
      .optional(),
  })
  .openapi("GovstackRequestToPay");

export const postRequestToPayRoute = createRoute({
  ...about,
  security: needs("charges:write"),
  method: "post",
  path: "/govstack/rtpRequest",
  summary: "A biller asks a payer, in the payer's bank app, to pay a bill",
  request: { headers: billerHeaders, body: jsonBody(requestToPaySchema) },
  responses: {
    200: accepted("requestToPay", "GovstackRequestSent", {
      billId: z.string(),
      rtpId: wholeNumber.optional(),
    }),
    ...refused("requestToPay", "GovstackRequestRefused"),
  },
});

export const getTransferRoute = createRoute({
  ...about,
  // A bank or a biller, about a request of its own.
  security: [...needs("charges:read"), ...needs("agent:collect")],
  method: "get",
  path: "/govstack/transferRequests/{transferRequestId}",
  summary: "What became of the caller's request, by the id that the caller gave it",
  request: { headers: statusHeaders, params: z.object({ transferRequestId: idSchema }) },
  responses: {
    202: accepted("transferStatus", "GovstackTransfer", {
      billId: z.string(),
      rtpId: wholeNumber.optional(),
      requestStatus: z.enum(transferStates),
      PaymentReferenceID: z.string().optional(),
      lastUpdateDate: z.number().int(),
    }),
    ...refused("transferStatus", "GovstackTransferUnknown"),
  },
});
