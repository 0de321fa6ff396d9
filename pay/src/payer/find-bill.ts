import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext } from "@gov/kit/http.ts";
import { allowFormAction } from "@gov/kit/security-headers.ts";
import type { Text } from "@gov/kit/text.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import type { PayDeps } from "#src/deps.ts";
import { billPage } from "./bill-page.ts";
import { lookupPage } from "./lookup-page.ts";
import type { PayFormState } from "./pay-form.ts";
import { claimant, findPayerBill, type PayerBill } from "./payer-bill.ts";
import { frameOf } from "./payer-frame.ts";
import { numberErrors, payerTexts } from "./payer-texts.ts";
import { offeredRails } from "./rail-choice.ts";
import { listRailFees } from "./rail-fee.ts";

export type PayerOptions = Readonly<{ csrf: Csrf; gatewayOrigin: string }>;
export type Warning = Readonly<{ title: Text; body: Text }>;

/** The bill of the address, or the page that says what is wrong with its number. */
export const findOrExplain = async (
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
export const askClaimant = async (deps: PayDeps, payer: PayerBill): Promise<PayerBill> => {
  const charge = claimant(payer);
  if (!charge || !isUnderWay(charge.status)) return payer;
  await askRail(deps, charge);
  return (await findPayerBill(deps.db, payer.bill.billing_number)) ?? payer;
};

export type Shown = PayFormState & Readonly<{ warning?: Warning; status?: 200 | 409 | 422 | 503 }>;

export const showBill = async (
  c: AppContext,
  deps: PayDeps,
  options: PayerOptions,
  payer: PayerBill,
  { status = 200, ...shown }: Shown = {},
): Promise<Response> => {
  allowFormAction(c, [options.gatewayOrigin]);
  const { bill } = payer;
  const frame = frameOf(c, `/pay/${bill.billing_number}`);
  const rails = offeredRails(deps.rails, bill);
  const fees = await listRailFees(deps.db, bill.currency);
  const csrfToken = options.csrf.token(c);
  // No money moves for a test bill, so nobody is told of it.
  const sms = deps.sms && bill.live;
  return c.html(billPage({ frame, payer, rails, fees, sms, csrfToken, ...shown }), status);
};
