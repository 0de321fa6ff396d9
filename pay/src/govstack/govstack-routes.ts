import type { ApiApp } from "#src/api.ts";
import { addBillerCalls } from "./biller-calls-routes.ts";
import type { Govstack } from "./govstack-context.ts";
import { addPayerCalls } from "./payer-calls-routes.ts";

/** GovStack's Payments building block, bills from persons to government, over our core. */
export const addGovstackRoutes = (app: ApiApp, govstack: Govstack): void => {
  addPayerCalls(app, govstack);
  addBillerCalls(app, govstack);
};
