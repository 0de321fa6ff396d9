import type { Hono } from "hono";
import { partyStyle } from "../party-page.ts";
import type { PartyContext, PartyEnv } from "../party.ts";
import type { Acquirer } from "./acquirer.ts";
import { readCardForm } from "./card-form.ts";
import { langOf, leave, show } from "./checkout-answers.ts";
import { answerPayer, changeSession, endOf, failOnPage, openChallenge } from "./checkout-flow.ts";
import { payOnPage, recordAuthentication } from "./checkout-flow.ts";
import { cardPage, endedPage } from "./checkout-html.ts";
import { nextTransactionId } from "./payments.ts";
import { findTestCard } from "./test-cards.ts";

const emptyForm = { number: "", expiry: "" };
const pay = "/checkout/pay/:sessionId";

/** The hosted payment page: what the payer sees of the gateway. */
export function mountCheckoutRoutes(app: Hono<PartyEnv>, acquirer: Acquirer): void {
  const { state } = acquirer;
  const unknownPage = (c: PartyContext) => show(c, undefined, endedPage(langOf(c), undefined), 404);

  app.get("/checkout/checkout.css", (c) =>
    c.body(partyStyle, 200, { "content-type": "text/css; charset=utf-8" }),
  );

  app.get(pay, (c) => {
    const session = state.sessions.get(c.req.param("sessionId"));
    if (!session) return unknownPage(c);
    const facts = { operation: "CHECKOUT_PAGE" as const, orderId: session.order.id };
    return answerPayer(acquirer, c, facts, () => {
      const lang = langOf(c, session);
      const open = () => show(c, session, cardPage({ lang, session, form: emptyForm, wrong: {} }));
      return endOf(acquirer, c, session) ?? open();
    });
  });

  app.post(pay, async (c) => {
    const form = readCardForm(await c.req.parseBody());
    const session = state.sessions.get(c.req.param("sessionId"));
    if (!session) return unknownPage(c);
    const ended = endOf(acquirer, c, session);
    if (ended) return ended;
    const lang = langOf(c, session);
    if (!form.ok) {
      const page = cardPage({ lang, session, form: form.typed, wrong: form.wrong });
      return show(c, session, page, 422);
    }
    if (findTestCard(form.card.number)?.outcome === "challenge") {
      return c.redirect(`${openChallenge(acquirer, session, form.card)}?lang=${lang}`, 303);
    }
    const id = nextTransactionId(acquirer, session.order.id);
    recordAuthentication(acquirer, session, { id, waits: false });
    return payOnPage(acquirer, c, session, form.card);
  });

  app.post(`${pay}/cancel`, (c) => {
    const session = state.sessions.get(c.req.param("sessionId"));
    if (!session) return unknownPage(c);
    if (session.state !== "open") return leave(c, session);
    return leave(c, changeSession(acquirer, session, { state: "cancelled" }));
  });

  app.get(`${pay}/continue`, (c) => {
    const session = state.sessions.get(c.req.param("sessionId"));
    if (!session) return unknownPage(c);
    const ended = endOf(acquirer, c, session);
    if (ended) return ended;
    const { challenge } = session;
    const decided = challenge?.verdict === "passed" || challenge?.verdict === "failed";
    if (!challenge || !decided || challenge.id !== c.req.query("challenge")) {
      return c.redirect(`/checkout/pay/${session.id}?lang=${langOf(c, session)}`, 303);
    }
    const spent = changeSession(acquirer, session, {
      challenge: { ...challenge, verdict: "spent" },
    });
    return challenge.verdict === "passed"
      ? payOnPage(acquirer, c, spent, challenge.card)
      : failOnPage(acquirer, c, spent, "AUTHENTICATION_FAILED");
  });
}
