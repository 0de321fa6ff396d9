import { randomBytes, randomInt } from "node:crypto";
import type { Hono } from "hono";
import type { PartyEnv } from "../party.ts";
import type { Acquirer } from "./acquirer.ts";
import { parseAmount } from "./amount.ts";
import type { CheckoutSession, OrderHead } from "./bank.ts";
import { base, readJson, refuse } from "./gateway-answers.ts";
import type { Answer } from "./gateway-answers.ts";
import { invalidField } from "./gateway-errors.ts";
import { gatewayError, sessionSchema } from "./gateway-schema.ts";
import type { SessionRequest } from "./gateway-schema.ts";

/** `POST /session`: a hosted checkout for one order. */
export function mountSessionRoute(
  app: Hono<PartyEnv>,
  deps: { acquirer: Acquirer; publicUrl: () => string },
  answer: Answer,
): void {
  const { acquirer } = deps;
  app.post(`${base}/session`, async (c) => {
    const parsed = sessionSchema.safeParse(await readJson(c));
    if (!parsed.success) return refuse(c, gatewayError(parsed.error));
    const session = newSession(parsed.data, acquirer.now());
    if (!session) {
      return refuse(c, invalidField("order.amount", "Not a positive amount of this currency."));
    }
    const facts = { operation: "INITIATE_CHECKOUT" as const, orderId: session.order.id };
    return answer(c, facts, () => {
      acquirer.acknowledge({ type: "session", session });
      const url = `${deps.publicUrl()}/checkout/pay/${session.id}?checkoutVersion=1.0.0`;
      return c.json(
        {
          checkoutMode: parsed.data.checkoutMode,
          merchant: acquirer.merchantId,
          ...(parsed.data.checkoutMode === "PAYMENT_LINK" ? { paymentLink: { url } } : {}),
          result: "SUCCESS",
          session: { id: session.id, updateStatus: "SUCCESS", version: "1" },
          successIndicator: session.successIndicator,
        },
        201,
      );
    });
  });
}

function newSession(request: SessionRequest, now: Date): CheckoutSession | undefined {
  const { interaction, order } = request;
  const amountMinor = parseAmount(order.amount, order.currency);
  if (amountMinor === undefined) return undefined;
  const head: OrderHead = {
    id: order.id,
    currency: order.currency,
    amountMinor,
    description: order.description,
    ...(order.notificationUrl ? { notificationUrl: order.notificationUrl } : {}),
  };
  return {
    id: `SESSION${String(randomInt(10 ** 12)).padStart(13, "0")}${randomBytes(6).toString("hex")}`,
    successIndicator: randomBytes(8).toString("hex"),
    failureIndicator: randomBytes(8).toString("hex"),
    operation: interaction.operation,
    order: head,
    merchantName: interaction.merchant.name,
    returnUrl: interaction.returnUrl,
    failureUrl: interaction.redirectMerchantUrl ?? interaction.returnUrl,
    cancelUrl: interaction.cancelUrl ?? interaction.returnUrl,
    locale: interaction.locale.startsWith("en") ? "en" : "ar",
    expiresAt: new Date(now.getTime() + interaction.timeout * 1_000).toISOString(),
    attemptsLeft: interaction.retryAttemptCount + 1,
    state: "open",
  };
}
