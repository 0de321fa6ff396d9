import { z } from "zod";
import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { allowFormAction } from "@gov/kit/security-headers.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { addChargeEvent, keyOfCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import { lockBoth } from "#src/charge/step.ts";
import type { PayDeps } from "#src/deps.ts";
import { compareIndicator } from "#src/rails/card/card-routes.ts";
import { parseReceiptNumber } from "#src/receipt/receipt.ts";
import { addBasketRoutes } from "./basket-routes.ts";
import { askClaimant, findOrExplain, showBill, type PayerOptions } from "./find-bill.ts";
import { lookupPage } from "./lookup-page.ts";
import { claimant, findPayerBill } from "./payer-bill.ts";
import { frameOf } from "./payer-frame.ts";
import { resultPage } from "./result-page.ts";
import { startPayment } from "./start-payment.ts";

const noteReturn = async (deps: PayDeps, charge: ChargeRow, indicator: string): Promise<void> => {
  await inTransaction(deps.db, async (tx) => {
    const { status } = (await lockBoth(tx, charge)).charge;
    if (!isUnderWay(status)) return;
    const line = { event: "payerReturned", from: status, to: status } as const;
    await addChargeEvent(tx, keyOfCharge(charge), { ...line, detail: { indicator } });
  });
};

const returnQuery = z.object({
  charge: z.uuid(),
  resultIndicator: z.string().max(64).optional(),
  gaveUp: z.literal("1").optional(),
});

/** The payer is back: whatever their browser says, the rail is asked. Right at any later time. */
const showReturn = async (
  c: AppContext,
  deps: PayDeps,
  options: PayerOptions,
): Promise<Response> => {
  const found = await findOrExplain(c, deps, c.req.param("number") ?? "");
  if (found instanceof Response) return found;
  const query = returnQuery.safeParse(c.req.query());
  const asked = query.success
    ? found.charges.find((charge) => charge.id === query.data.charge)
    : undefined;
  if (!query.success || !asked) return c.redirect(`/pay/${found.bill.billing_number}`, 303);
  const { resultIndicator, gaveUp } = query.data;
  const underWay = isUnderWay(asked.status);
  if (resultIndicator ?? gaveUp) {
    if (underWay) {
      await noteReturn(deps, asked, compareIndicator(asked, resultIndicator));
      await askRail(deps, asked, { gaveUp: gaveUp !== undefined });
    }
    // Once noted, the address is a plain one that may be opened again and again.
    return c.redirect(`/pay/${found.bill.billing_number}/return?charge=${asked.id}`, 303);
  }
  if (underWay) await askRail(deps, asked);
  const payer = (await findPayerBill(deps.db, found.bill.billing_number)) ?? found;
  const charge = payer.charges.find((one) => one.id === asked.id) ?? asked;
  if (isUnderWay(charge.status)) {
    const young = Date.now() - charge.created_at.getTime() < 300_000;
    c.header("refresh", young ? "5" : "30");
  }
  allowFormAction(c, [options.gatewayOrigin]);
  const frame = frameOf(c, `/pay/${payer.bill.billing_number}/return?charge=${charge.id}`);
  return c.html(resultPage({ frame, payer, charge, csrfToken: options.csrf.token(c) }));
};

const dropAttempt = async (c: AppContext, deps: PayDeps): Promise<Response> => {
  const found = await findOrExplain(c, deps, c.req.param("number") ?? "");
  if (found instanceof Response) return found;
  const { charge: id } = await c.req.parseBody();
  const open = claimant(found);
  if (open && open.id === id && isUnderWay(open.status)) {
    await askRail(deps, open, { gaveUp: true });
  }
  return c.redirect(`/pay/${found.bill.billing_number}`, 303);
};

/** The pages that payers see: look up, pay, come back. They work without scripts. */
export const addPayerRoutes = (app: HttpApp, deps: PayDeps, options: PayerOptions): void => {
  addBasketRoutes(app, deps, options);
  app.get("/", (c) => c.html(lookupPage(frameOf(c))));
  app.get("/pay", async (c) => {
    const typed = c.req.query("number") ?? "";
    // A receipt's number is longer than a bill's: who types one wants the receipt.
    const receipt = parseReceiptNumber(typed);
    if (receipt !== undefined) return c.redirect(`/receipts/${receipt}`, 303);
    const found = await findOrExplain(c, deps, typed);
    if (found instanceof Response) return found;
    return c.redirect(`/pay/${found.bill.billing_number}`, 303);
  });
  app.get("/pay/:number", async (c) => {
    const found = await findOrExplain(c, deps, c.req.param("number"));
    if (found instanceof Response) return found;
    return await showBill(c, deps, options, await askClaimant(deps, found));
  });
  app.post("/pay/:number/charges", (c) => startPayment(c, deps, options));
  app.post("/pay/:number/drop", (c) => dropAttempt(c, deps));
  app.get("/pay/:number/return", (c) => showReturn(c, deps, options));
};
