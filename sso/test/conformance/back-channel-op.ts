import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import assert from "node:assert/strict";
import * as openid from "openid-client";
import { createFormBrowser } from "../form-browser.ts";
import { secret } from "../people-and-clients.ts";
import { citizenAt, discover, newRequest, register } from "../registered-clients.ts";
import { check } from "./check.ts";
import type { WorldSource } from "./world.ts";

const event = "http://schemas.openid.net/event/backchannel-logout";

/** The back-channel logout plan. */
export const backChannelOp = (world: WorldSource): void => {
  check("discovery says that clients are told of sign-outs, with the session", async () => {
    const { sso } = world();
    const answer = await fetch(`${sso.issuer}/.well-known/openid-configuration`);
    const found = (await answer.json()) as Record<string, unknown>;
    assert.equal(found["backchannel_logout_supported"], true);
    assert.equal(found["backchannel_logout_session_supported"], true);
  });

  check(
    "a sign-out reaches the client by the back channel, by its own name of the person",
    async () => {
      const { sso, party } = world();
      for (const subject of ["public", "pairwise"]) {
        const clientId = `told-${subject}`;
        const backchannelLogoutUri = `${party.url}/logout`;
        await register(sso, clientId, { secret, subject, backchannelLogoutUri });
        const config = await discover(sso, clientId, openid.ClientSecretBasic(secret));
        const browser = createFormBrowser(sso.issuer);
        const request = await newRequest();
        const url = openid.buildAuthorizationUrl(config, request.parameters);
        const { leftTo = "" } = await citizenAt(sso, url.href, browser);
        const tokens = await openid.authorizationCodeGrant(config, new URL(leftTo), request.checks);
        const question = await browser.open("/session/end");
        await browser.submit(question, {}, { press: ["logout", "yes"] });
        party.tokens.length = 0;
        await sso.deliver();
        const [logoutToken = ""] = party.tokens;
        const keys = createRemoteJWKSet(new URL(`${sso.issuer}/jwks`));
        const options = { issuer: sso.issuer, audience: clientId, typ: "logout+jwt" };
        const { payload } = await jwtVerify(logoutToken, keys, options);
        const { sub, sid } = decodeJwt(tokens.id_token ?? "");
        assert.deepEqual([payload.sub, payload["sid"]], [sub, sid], "of the ID token's session");
        assert.deepEqual(payload["events"], { [event]: {} });
        assert.ok(payload.jti && payload.iat && !("nonce" in payload));
      }
    },
  );
};
