import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { secret, seed, signedIn } from "./people-and-clients.ts";
import { citizenAt, discover, newRequest, register } from "./relying-party.ts";
import { machineToken, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
  for (const id of ["asks", "asks-too"]) {
    await register(sso, id, { secret, scopes: ["openid", "profile", "offline_access"] });
  }
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const signIn = async (clientId: string) => {
  const config = await discover(sso, clientId, openid.ClientSecretBasic(secret));
  const request = await newRequest();
  const url = openid.buildAuthorizationUrl(config, request.parameters);
  const { leftTo = "" } = await citizenAt(sso, url.href);
  const tokens = await openid.authorizationCodeGrant(config, new URL(leftTo), request.checks);
  return { config, access: tokens.access_token, refresh: tokens.refresh_token ?? "" };
};

test("a confidential client learns whether its own tokens live, and nothing of another's", async () => {
  const own = await signIn("asks");
  const other = await signIn("asks-too");
  const seen = await openid.tokenIntrospection(own.config, own.access);
  assert.deepEqual(
    [seen.active, seen.client_id, seen.iss, seen.token_type?.toLowerCase()],
    [true, "asks", sso.issuer, "bearer"],
  );
  assert.equal((await openid.tokenIntrospection(own.config, own.refresh)).active, true);
  for (const token of [other.access, other.refresh, "invented", ""]) {
    const answer = await openid
      .tokenIntrospection(own.config, token)
      .catch((error: unknown) => ({ active: false, error }));
    assert.equal(answer.active, false);
  }
});

test("who can keep no secret, or does not prove itself, learns nothing", async () => {
  const extra = { resource: "urn:gov:portal" };
  const { attempt, callback } = await signedIn(sso, "hukumati", extra);
  const tokens = await attempt.finish(callback);
  const seen = await openid.tokenIntrospection(attempt.config, tokens.refresh_token ?? "");
  assert.deepEqual(seen, { active: false });
  const bare = await fetch(`${sso.issuer}/token/introspection`, {
    method: "POST",
    body: new URLSearchParams({ token: tokens.refresh_token ?? "" }),
  });
  assert.equal(bare.status, 400);
});

test("an API's token is verified by its signature, and introspection says so", async () => {
  const { config } = await signIn("asks");
  const jwt = await machineToken(sso, "urn:gov:pay", "billers:write");
  await assert.rejects(openid.tokenIntrospection(config, jwt), (error: Error) =>
    /unsupported_token_type/.test(JSON.stringify(error.cause ?? error)),
  );
});

test("a revoked token is dead with all that was issued beside it", async () => {
  for (const which of ["access", "refresh"] as const) {
    const signed = await signIn("asks");
    const stranger = await signIn("asks-too");
    await openid.tokenRevocation(stranger.config, signed[which]).catch(() => undefined);
    assert.equal((await openid.tokenIntrospection(signed.config, signed[which])).active, true);
    await openid.tokenRevocation(signed.config, signed[which]);
    await openid.tokenRevocation(signed.config, signed[which]);
    for (const token of [signed.access, signed.refresh]) {
      assert.equal((await openid.tokenIntrospection(signed.config, token)).active, false);
    }
    await assert.rejects(openid.refreshTokenGrant(signed.config, signed.refresh));
  }
});
