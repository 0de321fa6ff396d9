import { OpenAPIHono } from "@hono/zod-openapi";
import { apiVersions } from "./api-version.ts";
import {
  cancelBillRoute,
  getBillRoute,
  listBillsRoute,
  postBillRoute,
} from "./bill/bill-routes.ts";
import { getErrorsRoute, putContentRoute } from "./bulk/content-routes.ts";
import {
  cancelUploadRoute,
  getUploadRoute,
  listUploadsRoute,
  postUploadRoute,
} from "./bulk/upload-routes.ts";
import { putBillerRoute } from "./biller/biller-routes.ts";
import { getChargeRoute, listChargesRoute, postChargeRoute } from "./charge/charge-routes.ts";
import { listPaymentsRoute } from "./payment/payment-list-routes.ts";
import { listAllRefundsRoute } from "./refund/refund-list-routes.ts";
import { listDeliveriesRoute, pingRoute, replayRoute } from "./webhook/delivery-routes.ts";
import {
  deleteEndpointRoute,
  getEndpointRoute,
  listEndpointsRoute,
  putEndpointRoute,
  rotateSecretRoute,
} from "./webhook/webhook-routes.ts";
import { putPrepaidAccountsRoute, putPrepaidServiceRoute } from "./rails/esadad/prepaid-routes.ts";
import * as agents from "./rails/cash/agent-contract.ts";
import * as govstack from "./govstack/govstack-contract.ts";
import * as companies from "./rails/cash/company-contract.ts";
import {
  getAccountRoute,
  getTransferRoute,
  getTrialBalanceRoute,
  listAccountsRoute,
  listEntriesRoute,
} from "./ledger/ledger-routes.ts";
import { listPaymentsOfBillRoute, getPaymentRoute } from "./payment/payment-routes.ts";
import { getRefundRoute, listRefundsRoute, postRefundRoute } from "./refund/refund-routes.ts";

const routes = [
  putBillerRoute,
  putPrepaidServiceRoute,
  putPrepaidAccountsRoute,
  listEndpointsRoute,
  putEndpointRoute,
  getEndpointRoute,
  deleteEndpointRoute,
  rotateSecretRoute,
  pingRoute,
  replayRoute,
  listDeliveriesRoute,
  postUploadRoute,
  listUploadsRoute,
  getUploadRoute,
  putContentRoute,
  getErrorsRoute,
  cancelUploadRoute,
  postBillRoute,
  listBillsRoute,
  getBillRoute,
  cancelBillRoute,
  postChargeRoute,
  listChargesRoute,
  getChargeRoute,
  listPaymentsRoute,
  listAllRefundsRoute,
  companies.putCompanyRoute,
  companies.putAgentRoute,
  companies.getCompanyFloatsRoute,
  companies.putDepositRoute,
  companies.putDecisionRoute,
  agents.postCollectionRoute,
  agents.listCollectionsRoute,
  agents.getCollectionRoute,
  agents.confirmCollectionRoute,
  agents.cancelCollectionRoute,
  agents.voidCollectionRoute,
  agents.postPayoutRoute,
  agents.getFloatsRoute,
  getPaymentRoute,
  listPaymentsOfBillRoute,
  postRefundRoute,
  listRefundsRoute,
  getRefundRoute,
  listAccountsRoute,
  getAccountRoute,
  listEntriesRoute,
  getTransferRoute,
  getTrialBalanceRoute,
  govstack.getBillInquiryRoute,
  govstack.postBillTransferRoute,
  govstack.postVoucherRedemptionRoute,
  govstack.postRequestToPayRoute,
  govstack.getTransferRoute,
];

/** The API as OpenAPI 3.1, from the same definitions that the routes answer by. */
export const contract = (): object => {
  const app = new OpenAPIHono();
  for (const route of routes) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Access token of the sign-in service for the resource urn:gov:pay",
  });
  app.openAPIRegistry.registerComponent("parameters", "PayVersion", {
    name: "Pay-Version",
    in: "header",
    required: false,
    schema: { type: "string", enum: [...apiVersions] },
    description: "The version the caller was written against; every answer says its own",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Payment gateway",
      version: "1",
      description: "Bills, charges over every rail, receipts. Amounts are whole minor units.",
    },
  });
};
