import type { Hono } from "hono";
import type { PartyEnv } from "../party.ts";
import type { Acquirer } from "./acquirer.ts";
import type { CheckoutSession } from "./bank.ts";
import { langOf, show } from "./checkout-answers.ts";
import { changeSession } from "./checkout-flow.ts";
import { challengePage, endedPage } from "./checkout-html.ts";

const issuer = "/issuer/:sessionId/:challengeId";

/** The issuer's side of 3-D Secure: a page that asks the cardholder for a code. */
export function mountIssuerRoutes(app: Hono<PartyEnv>, acquirer: Acquirer): void {
  const find = (sessionId: string, challengeId: string) => {
    const session = acquirer.state.sessions.get(sessionId);
    return session && { session, challenge: openChallengeOf(session, challengeId) };
  };

  app.get(issuer, (c) => {
    const { session, challenge } = find(c.req.param("sessionId"), c.req.param("challengeId")) ?? {};
    const lang = langOf(c, session);
    if (!session || !challenge) return show(c, session, endedPage(lang, session), 404);
    return show(c, session, challengePage({ lang, session, challenge, wrong: false }));
  });

  app.post(issuer, async (c) => {
    const { code, verdict } = await c.req.parseBody();
    const { session, challenge } = find(c.req.param("sessionId"), c.req.param("challengeId")) ?? {};
    const lang = langOf(c, session);
    if (!session || !challenge) return show(c, session, endedPage(lang, session), 404);
    const refused = verdict === "refuse";
    const right = !refused && code === challenge.code;
    const triesLeft = challenge.triesLeft - 1;
    if (!right && !refused && triesLeft > 0) {
      const again = { ...challenge, triesLeft };
      changeSession(acquirer, session, { challenge: again });
      return show(c, session, challengePage({ lang, session, challenge: again, wrong: true }), 422);
    }
    const decided = { ...challenge, triesLeft: 0, verdict: right ? "passed" : "failed" } as const;
    changeSession(acquirer, session, { challenge: decided });
    const gatewayCode = right ? "APPROVED" : "AUTHENTICATION_FAILED";
    acquirer.settleOne(session.order.id, challenge.id, gatewayCode);
    const next = `/checkout/pay/${session.id}/continue?challenge=${challenge.id}&lang=${lang}`;
    return c.redirect(next, 303);
  });
}

const openChallengeOf = ({ challenge }: CheckoutSession, id: string) =>
  challenge?.id === id && challenge.verdict === "open" ? challenge : undefined;
