import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { createLogoutTokenVerifier } from "@gov/kit/back-channel-logout/logout-token.ts";
import type { Database } from "@gov/kit/db.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import type { Log } from "@gov/kit/log.ts";
import { createPayApp } from "#src/app.ts";
import type { PayConfig } from "#src/config.ts";
import { createStaffSignIn } from "#src/console/staff-signin.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { rememberProof } from "#src/proof/proof-queries.ts";
import { startWork, type Work } from "#src/work.ts";

/** Everything of `pay` but its server: what goes on by itself, and the application. */
export const wirePay = async (input: {
  db: Database<PayDatabase>;
  log: Log;
  config: PayConfig;
}): Promise<{ work: Work; app: HttpApp }> => {
  const { config } = input;
  const work = await startWork(input);
  const app = createPayApp(work.deps, {
    verify: createTokenVerifier({
      issuer: config.SSO_ISSUER,
      audience: "urn:gov:pay",
      boundTokens: { publicUrl: config.PUBLIC_URL, useOnce: rememberProof(input.db) },
    }),
    press: work.press,
    timestamp: work.timestamp,
    cash: work.cash,
    agentSignIn: createStaffSignIn({
      issuer: config.SSO_ISSUER,
      clientId: config.CONSOLE_CLIENT_ID,
      privateKey: config.CONSOLE_CLIENT_PRIVATE_KEY,
      redirectUri: `${config.PUBLIC_URL}/agent/signin/callback`,
      postLogoutUri: `${config.PUBLIC_URL}/agent`,
    }),
    instant: work.instant,
    cardWebhookSecret: config.CARD_WEBHOOK_SECRET,
    portalUrl: config.PORTAL_URL,
    cardGatewayOrigin: new URL(config.CARD_GATEWAY_URL).origin,
    esadad: work.esadad,
    staffSignIn: createStaffSignIn({
      issuer: config.SSO_ISSUER,
      clientId: config.CONSOLE_CLIENT_ID,
      privateKey: config.CONSOLE_CLIENT_PRIVATE_KEY,
      redirectUri: `${config.PUBLIC_URL}/console/signin/callback`,
      postLogoutUri: `${config.PUBLIC_URL}/console`,
    }),
    verifyLogout: createLogoutTokenVerifier({
      issuer: config.SSO_ISSUER,
      clientIds: [config.CONSOLE_CLIENT_ID],
    }),
    signInUrl: config.SSO_ISSUER,
    treasuryInstitution: config.TREASURY_INSTITUTION,
    settlement: work.settlement,
    reconciliation: work.reconciliation,
  });
  return { work, app };
};
