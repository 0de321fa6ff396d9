import type { HttpApp } from "@gov/kit/http.ts";
import type { PayDeps } from "#src/deps.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { noReceiptPage, receiptPage } from "./receipt-page.ts";
import { findReceipt } from "./receipt-queries.ts";
import { parseReceiptNumber } from "./receipt.ts";

/** A receipt's page, for whoever has its number. */
export const addReceiptRoutes = (app: HttpApp, deps: PayDeps): void => {
  app.get("/receipts/:number", async (c) => {
    const number = parseReceiptNumber(c.req.param("number"));
    const receipt = number === undefined ? undefined : await findReceipt(deps.db, number);
    if (!receipt) return c.html(noReceiptPage(frameOf(c, "/")), 404);
    return c.html(receiptPage(frameOf(c), receipt));
  });
};
