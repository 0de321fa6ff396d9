import { randomBytes, randomInt } from "node:crypto";
import { answerThroughFault } from "../misbehave.ts";
import type { PartyContext } from "../party.ts";
import type { Acquirer } from "./acquirer.ts";
import type { Challenge, CheckoutSession, GatewayCode } from "./bank.ts";
import { takeCardFault } from "./card-faults.ts";
import type { CardFacts } from "./card-faults.ts";
import { langOf, leave, show } from "./checkout-answers.ts";
import { cardPage, endedPage } from "./checkout-html.ts";
import { failureTexts } from "./checkout-texts.ts";
import { mayPay } from "./decisions.ts";
import type { PaymentCard } from "./decisions.ts";
import { nextTransactionId, takePayment } from "./payments.ts";

type Answer = Response | Promise<Response>;

/** Writes a change to a session and gives the session as it is then. */
export function changeSession(
  acquirer: Acquirer,
  session: CheckoutSession,
  changes: Partial<CheckoutSession>,
): CheckoutSession {
  acquirer.acknowledge({ type: "sessionChanged", id: session.id, changes });
  return { ...session, ...changes };
}

/** Where a session that has ended sends the payer; undefined while it may be paid on. */
export function endOf(
  acquirer: Acquirer,
  c: PartyContext,
  session: CheckoutSession,
): Answer | undefined {
  if (session.state !== "open") return leave(c, session);
  if (Date.parse(session.expiresAt) <= acquirer.now().getTime()) {
    return show(c, session, endedPage(langOf(c, session), session), 410);
  }
  if (mayPay(acquirer.state.orders.get(session.order.id))) return undefined;
  return leave(c, changeSession(acquirer, session, { state: "failed" }));
}

/** Answers a payer's request through whatever fault is arranged for it. */
export function answerPayer(
  acquirer: Acquirer,
  c: PartyContext,
  facts: CardFacts,
  work: (fault: ReturnType<typeof takeCardFault>) => Answer,
): Promise<Response> {
  const fault = takeCardFault(acquirer.book, facts);
  const { answerDelayMs } = acquirer.settings();
  const input = { fault, holds: acquirer.holds, facts, answerDelayMs };
  return answerThroughFault(c, input, () => work(fault));
}

/** Asks the issuer for the money, then sends the payer on, or lets them try another card. */
export function payOnPage(
  acquirer: Acquirer,
  c: PartyContext,
  session: CheckoutSession,
  card: PaymentCard,
): Promise<Response> {
  const operation = session.operation === "PURCHASE" ? ("PAY" as const) : ("AUTHORIZE" as const);
  const facts = { operation, orderId: session.order.id, channel: "checkout" };
  return answerPayer(acquirer, c, facts, (fault) => {
    const now = acquirer.state.sessions.get(session.id) ?? session;
    const ended = endOf(acquirer, c, now);
    if (ended) return ended;
    const transactionId = nextTransactionId(acquirer, now.order.id);
    const transaction = takePayment(acquirer, {
      kind: operation === "PAY" ? "PAYMENT" : "AUTHORIZATION",
      transactionId,
      order: now.order,
      card,
      fault,
      fingerprint: `${now.id}/${transactionId}`,
    });
    if (transaction.result === "FAILURE") {
      return failOnPage(acquirer, c, now, transaction.gatewayCode);
    }
    const state = transaction.result === "SUCCESS" ? "paid" : "unknown";
    return leave(c, changeSession(acquirer, now, { state }));
  });
}

/** Another card, while attempts are left; otherwise back to the merchant. */
export function failOnPage(
  acquirer: Acquirer,
  c: PartyContext,
  session: CheckoutSession,
  code: GatewayCode,
): Answer {
  const attemptsLeft = session.attemptsLeft - 1;
  if (attemptsLeft <= 0) {
    return leave(c, changeSession(acquirer, session, { attemptsLeft, state: "failed" }));
  }
  const next = changeSession(acquirer, session, { attemptsLeft });
  const failure = failureTexts[code] ?? { ar: "رفض المصرف الدفع.", en: "The bank declined." };
  const form = { number: "", expiry: "" };
  const lang = langOf(c, session);
  return show(c, next, cardPage({ lang, session: next, form, wrong: {}, failure }), 422);
}

/** Notes on the order that the issuer authenticated the payer, or is about to. */
export function recordAuthentication(
  acquirer: Acquirer,
  session: CheckoutSession,
  authentication: { id: string; waits: boolean },
): void {
  const { id, waits } = authentication;
  acquirer.record(session.order, {
    id,
    kind: "AUTHENTICATION",
    amountMinor: session.order.amountMinor,
    result: waits ? "PENDING" : "SUCCESS",
    gatewayCode: waits ? "AUTHENTICATION_IN_PROGRESS" : "APPROVED",
    at: acquirer.now().toISOString(),
    fingerprint: `${session.id}/${id}`,
  });
}

/** Hands the payer over to the issuer, who will want a code. Gives the issuer's page. */
export function openChallenge(
  acquirer: Acquirer,
  session: CheckoutSession,
  card: PaymentCard,
): string {
  const challenge: Challenge = {
    id: randomBytes(12).toString("hex"),
    card,
    triesLeft: 3,
    verdict: "open",
    code: String(randomInt(1_000_000)).padStart(6, "0"),
  };
  changeSession(acquirer, session, { challenge });
  recordAuthentication(acquirer, session, { id: challenge.id, waits: true });
  return `/issuer/${session.id}/${challenge.id}`;
}
