import { sha256 } from "@gov/kit/crypto.ts";
import { toDecimal, type Money } from "@gov/kit/money.ts";
import { err, ok } from "@gov/kit/result.ts";
import type { Rail, RailCharge } from "../rail.ts";
import type { GatewayClient } from "./gateway-client.ts";
import { checkoutSchema, orderSchema, transactionSchema } from "./gateway-schema.ts";
import { readOrder } from "./order-word.ts";

const cut = (text: string, length: number): string => [...text].slice(0, length).join("");

const checkoutRequest = (charge: RailCharge, notificationUrl: string) => ({
  apiOperation: "INITIATE_CHECKOUT",
  checkoutMode: "PAYMENT_LINK",
  interaction: {
    operation: "PURCHASE",
    merchant: { name: cut(charge.billerName[charge.lang], 40) },
    returnUrl: charge.returnUrl,
    cancelUrl: charge.cancelUrl,
    redirectMerchantUrl: charge.returnUrl,
    locale: charge.lang === "ar" ? "ar" : "en_GB",
    // One attempt an order: after a refusal the payer is back here at once, and nothing is locked.
    retryAttemptCount: 0,
    timeout: secondsLeft(charge.expiresAt),
  },
  order: {
    id: charge.chargeId,
    amount: toDecimal(charge.amount),
    currency: charge.amount.currency,
    description: cut(charge.description[charge.lang], 127),
    notificationUrl,
  },
});

const secondsLeft = (until: Date): number =>
  Math.max(60, Math.floor((until.getTime() - Date.now()) / 1_000));

const orderPath = (chargeId: string): string => `/order/${encodeURIComponent(chargeId)}`;

/**
 * Cards over Mastercard Gateway's hosted checkout: the payer types the card at the gateway's
 * page, so no card number ever reaches us.
 */
export const createCardRail = (options: {
  client: GatewayClient;
  /** Where payers are sent: an answer with a page anywhere else is refused. */
  gatewayOrigin: string;
  notificationUrl: string;
}): Rail => {
  const { client } = options;

  const open: Rail["open"] = async (charge) => {
    const request = checkoutRequest(charge, options.notificationUrl);
    const said = await client.call("POST", "/session", checkoutSchema, request);
    if (!said.ok) return err(said.error === "noAnswer" ? "noAnswer" : "refused");
    const { paymentLink, session, successIndicator } = said.value;
    if (new URL(paymentLink.url).origin !== options.gatewayOrigin) return err("refused");
    const successIndicatorHash = sha256(successIndicator).toString("hex");
    return ok({
      redirectUrl: paymentLink.url,
      state: { sessionId: session.id, successIndicatorHash },
    });
  };

  const ask: Rail["ask"] = async ({ chargeId, amount }) => {
    const said = await client.call("GET", orderPath(chargeId), orderSchema);
    if (said.ok) return ok(readOrder(said.value, { chargeId, amount }));
    return said.error === "unknownOrder" ? ok({ kind: "notTried" }) : err("noAnswer");
  };

  const refund: Rail["refund"] = async ({ chargeId }, { transactionId, amount }) => {
    const path = `${orderPath(chargeId)}/transaction/${encodeURIComponent(transactionId)}`;
    const request = { apiOperation: "REFUND", transaction: asked(amount) };
    const said = await client.call("PUT", path, transactionSchema, request);
    if (!said.ok) return said.error === "noAnswer" ? err("noAnswer") : ok("refused");
    if (said.value.result === "SUCCESS") return ok("returned");
    return ok(said.value.result === "FAILURE" ? "refused" : "undecided");
  };

  return { code: "card", open, ask, refund };
};

const asked = (amount: Money) => ({ amount: toDecimal(amount), currency: amount.currency });
