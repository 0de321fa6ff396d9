import { OpenAPIHono } from "@hono/zod-openapi";
import { problemStatuses } from "./api-schemas.ts";
import { apiVersions } from "./api-version.ts";
import { problemAnswer, problemTypes, problemSchema } from "./contract-answers.ts";
import { securitySchemes, sharedHeaders, sharedParameters, withCommon } from "./contract-common.ts";
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
import { putBillerRoute, putServiceTypeRoute } from "./biller/biller-routes.ts";
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
import {
  getPayoutRoute,
  listPayoutPaymentsRoute,
  listPayoutsRoute,
} from "./settlement/payout-api-routes.ts";
import { listPaymentsOfBillRoute, getPaymentRoute } from "./payment/payment-routes.ts";
import {
  getReceiptInclusionRoute,
  listReceiptDaysRoute,
} from "./receipt-log/receipt-log-routes.ts";
import { getRefundRoute, listRefundsRoute, postRefundRoute } from "./refund/refund-routes.ts";

const routes = [
  putBillerRoute,
  putServiceTypeRoute,
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
  listPayoutsRoute,
  getPayoutRoute,
  listPayoutPaymentsRoute,
  listAccountsRoute,
  getAccountRoute,
  listEntriesRoute,
  getTransferRoute,
  getTrialBalanceRoute,
  listReceiptDaysRoute,
  getReceiptInclusionRoute,
  govstack.getBillInquiryRoute,
  govstack.postBillTransferRoute,
  govstack.postVoucherRedemptionRoute,
  govstack.postRequestToPayRoute,
  govstack.getTransferRoute,
];

const addShared = (registry: OpenAPIHono["openAPIRegistry"], issuer: string): void => {
  for (const [name, scheme] of Object.entries(securitySchemes(issuer))) {
    registry.registerComponent("securitySchemes", name, scheme);
  }
  for (const [name, parameter] of Object.entries(sharedParameters)) {
    registry.registerComponent("parameters", name, parameter);
  }
  for (const [name, header] of Object.entries(sharedHeaders)) {
    registry.registerComponent("headers", name, header);
  }
  registry.register("Problem", problemSchema);
  for (const status of problemStatuses) {
    registry.registerComponent("responses", `Problem${status}`, problemAnswer(status));
  }
};

/**
 * The API as OpenAPI 3.1, from the same definitions that the routes answer by; `issuer` is where
 * tokens come from in this deployment.
 */
export const contract = (issuer = "https://sso.example"): object => {
  const app = new OpenAPIHono();
  addShared(app.openAPIRegistry, issuer);
  for (const route of routes) app.openAPIRegistry.registerPath(withCommon(route));
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Payment gateway",
      version: apiVersions[0],
      description: "Bills, charges over every rail, receipts. Amounts are whole minor units.",
    },
    "x-problem-types": problemTypes,
  });
};
