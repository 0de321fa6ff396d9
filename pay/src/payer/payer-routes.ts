import { z } from "zod";
import type { Csrf } from "@gov/kit/csrf.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { allowFormAction } from "@gov/kit/security-headers.ts";
import type { Text } from "@gov/kit/text.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { addChargeEvent, keyOfCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import { claimBill, openCharge } from "#src/charge/open-charge.ts";
import { lockBoth } from "#src/charge/step.ts";
import type { PayDeps } from "#src/deps.ts";
import type { RailCode, Rails } from "#src/rails/rail.ts";
import { compareIndicator } from "#src/rails/card/card-routes.ts";
import { parseReceiptNumber } from "#src/receipt/receipt.ts";
import { billPage } from "./bill-page.ts";
import { lookupPage } from "./lookup-page.ts";
import { claimant, findPayerBill, type PayerBill } from "./payer-bill.ts";
import { frameOf } from "./payer-frame.ts";
import { railsFor } from "./payer-rails.ts";
import { numberErrors, payerTexts } from "./payer-texts.ts";
import { resultPage } from "./result-page.ts";

type Options = Readonly<{ csrf: Csrf; gatewayOrigin: string; rails: Rails }>;
type Warning = Readonly<{ title: Text; body: Text }>;

/** The bill of the address, or the page that says what is wrong with its number. */
const findOrExplain = async (
  c: AppContext,
  deps: PayDeps,
  typed: string,
): Promise<PayerBill | Response> => {
  const number = parseBillingNumber(typed);
  if (!number.ok) {
    const page = lookupPage(frameOf(c, "/"), typed, numberErrors[number.error]);
    return c.html(page, number.error === "empty" ? 200 : 422);
  }
  const payer = await findPayerBill(deps.db, number.value);
  return payer ?? c.html(lookupPage(frameOf(c, "/"), typed, payerTexts.unknown), 404);
};

/** A claim is shown as the rail has it now, so that a closed browser loses nothing. */
const askClaimant = async (deps: PayDeps, payer: PayerBill): Promise<PayerBill> => {
  const charge = claimant(payer);
  if (!charge || !isUnderWay(charge.status)) return payer;
  await askRail(deps, charge);
  return (await findPayerBill(deps.db, payer.bill.billing_number)) ?? payer;
};

const showBill = (
  c: AppContext,
  options: Options,
  payer: PayerBill,
  more: { warning?: Warning; methodMissing?: boolean; status?: 200 | 409 | 422 | 503 } = {},
): Response | Promise<Response> => {
  allowFormAction(c, [options.gatewayOrigin]);
  const { status = 200, ...shown } = more;
  const frame = frameOf(c, `/pay/${payer.bill.billing_number}`);
  const rails = railsFor(options.rails, payer.bill);
  const csrfToken = options.csrf.token(c);
  return c.html(billPage({ frame, payer, rails, csrfToken, ...shown }), status);
};

const warnings = {
  railSilent: { title: payerTexts.railDown, body: payerTexts.railDownBody },
  railRefused: { title: payerTexts.railRefused, body: payerTexts.nothingTaken },
  elsewhere: { title: payerTexts.elsewhere, body: payerTexts.elsewhereBody },
} as const;

/** The attempt to send the payer on with: the one under way, or a new one. */
const attemptFor = async (
  deps: PayDeps,
  payer: PayerBill,
  rail: RailCode,
): Promise<ChargeRow | undefined> => {
  const { bill } = payer;
  const open = claimant(payer);
  if (open && isUnderWay(open.status) && open.rail === rail) return open;
  const key = { institutionId: bill.institution_id, billId: bill.id };
  const claimed = await claimBill(deps, { bill: key, rail, returnUrl: undefined });
  return claimed.ok ? claimed.value : undefined;
};

const startAttempt = async (c: AppContext, deps: PayDeps, options: Options): Promise<Response> => {
  const found = await findOrExplain(c, deps, c.req.param("number") ?? "");
  if (found instanceof Response) return found;
  const { rail: chosen } = await c.req.parseBody();
  const rail = railsFor(deps.rails, found.bill).find((code) => code === chosen);
  if (rail === undefined) {
    return await showBill(c, options, found, { methodMissing: true, status: 422 });
  }
  // Paid at the bank with the billing number: no attempt is started here.
  if (rail === "esadad") return c.redirect(`/pay/${found.bill.billing_number}/esadad`, 303);
  // A voucher claims nothing: the agent who takes the cash does.
  if (rail === "cash") return c.redirect(`/pay/${found.bill.billing_number}/cash`, 303);
  const payer = await askClaimant(deps, found);
  const { status, billing_number } = payer.bill;
  if (status === "paid" || status === "cancelled") return c.redirect(`/pay/${billing_number}`, 303);
  const attempt = await attemptFor(deps, payer, rail);
  const opened = attempt && (await openCharge(deps, attempt, c.get("lang")));
  if (opened?.ok && opened.value.redirect_url) return c.redirect(opened.value.redirect_url, 303);
  const now = (await findPayerBill(deps.db, billing_number)) ?? payer;
  if (!opened || opened.ok) {
    return await showBill(c, options, now, { warning: warnings.elsewhere, status: 409 });
  }
  return await showBill(c, options, now, { warning: warnings[opened.error], status: 503 });
};

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
const showReturn = async (c: AppContext, deps: PayDeps, options: Options): Promise<Response> => {
  const found = await findOrExplain(c, deps, c.req.param("number") ?? "");
  if (found instanceof Response) return found;
  const query = returnQuery.safeParse(c.req.query());
  const asked = query.success
    ? found.charges.find((charge) => charge.id === query.data.charge)
    : undefined;
  if (!query.success || !asked) return c.redirect(`/pay/${found.bill.billing_number}`, 303);
  if (isUnderWay(asked.status)) {
    const { resultIndicator, gaveUp } = query.data;
    if (resultIndicator ?? gaveUp) {
      await noteReturn(deps, asked, compareIndicator(asked, resultIndicator));
      await askRail(deps, asked, { gaveUp: gaveUp !== undefined });
      // Once noted, the address is a plain one that may be opened again and again.
      return c.redirect(`/pay/${found.bill.billing_number}/return?charge=${asked.id}`, 303);
    }
    await askRail(deps, asked);
  }
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
export const addPayerRoutes = (app: HttpApp, deps: PayDeps, options: Options): void => {
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
    return await showBill(c, options, await askClaimant(deps, found));
  });
  app.post("/pay/:number/charges", (c) => startAttempt(c, deps, options));
  app.post("/pay/:number/drop", (c) => dropAttempt(c, deps));
  app.get("/pay/:number/return", (c) => showReturn(c, deps, options));
};
