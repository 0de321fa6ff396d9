import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { clients, secret, seed, signedIn } from "./people-and-clients.ts";
import { citizenAt, keyedClient, newRequest } from "./relying-party.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const basic = `Basic ${Buffer.from(`portal:${secret}`).toString("base64")}`;

const post = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${sso.issuer}/token`, { method: "POST", headers, body: new URLSearchParams(body) });

type Tokens = Readonly<{ access_token: string; refresh_token?: string }>;

/** Sends one request twenty times at once; the only success, after all are answered. */
const onlySuccess = async (ask: () => Promise<Response>): Promise<Tokens> => {
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  const good = bodies.filter((_, at) => answers[at]?.status === 200);
  assert.equal(good.length, 1);
  for (const [at, body] of bodies.entries()) {
    if (answers[at]?.status === 200) continue;
    assert.equal(answers[at]?.status, 400);
    assert.equal((body as { error: string }).error, "invalid_grant");
  }
  return good[0] as Tokens;
};

const userinfoStatus = async (token: string): Promise<number> => {
  const answer = await fetch(`${sso.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
};

const replays = async (): Promise<number> => {
  const rows = await sso.db
    .selectFrom("audit_event")
    .select("id")
    .where("event", "=", "token.replayed")
    .execute();
  return rows.length;
};

test("of twenty redemptions of one code at once one succeeds, and what it gave is dead", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  const body = {
    grant_type: "authorization_code",
    code: new URL(callback).searchParams.get("code") ?? "",
    redirect_uri: clients.portal.redirectUris[0],
    code_verifier: attempt.verifier,
  };
  const tokens = await onlySuccess(() => post(body, { authorization: basic }));
  assert.equal(await userinfoStatus(tokens.access_token), 401);
});

test("of twenty uses of one refresh token at once one succeeds, and its family is dead", async () => {
  const { attempt, callback } = await signedIn(sso, "hukumati", { resource: "urn:gov:portal" });
  const first = await attempt.finish(callback);
  const use = (token = "") =>
    post({ grant_type: "refresh_token", client_id: "hukumati", refresh_token: token });
  const tokens = await onlySuccess(() => use(first.refresh_token));
  assert.equal((await use(tokens.refresh_token)).status, 400);
});

test("a code used again later revokes the access token it gave, and is written down", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  const tokens = await attempt.finish(callback);
  assert.equal(await userinfoStatus(tokens.access_token), 200);
  const before = await replays();
  await assert.rejects(attempt.finish(callback), { error: "invalid_grant" });
  assert.equal(await userinfoStatus(tokens.access_token), 401);
  assert.equal(await replays(), before + 1);
});

test("a refresh token used again later revokes its family, newest included", async () => {
  const { attempt, callback } = await signedIn(sso, "hukumati");
  const first = await attempt.finish(callback);
  const second = await openid.refreshTokenGrant(attempt.config, first.refresh_token ?? "");
  const third = await openid.refreshTokenGrant(attempt.config, second.refresh_token ?? "");
  const before = await replays();
  await assert.rejects(openid.refreshTokenGrant(attempt.config, first.refresh_token ?? ""));
  await assert.rejects(openid.refreshTokenGrant(attempt.config, third.refresh_token ?? ""));
  assert.equal(await userinfoStatus(third.access_token), 401);
  assert.ok((await replays()) > before);
});

test("a fapi2 client's refresh token is bound to it and is not rotated", async () => {
  const scopes = ["openid", "profile", "offline_access"];
  const { config } = await keyedClient(sso, "money", { profile: "fapi2", scopes });
  const dpop = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256"));
  const request = await newRequest();
  const url = await openid.buildAuthorizationUrlWithPAR(config, request.parameters, { DPoP: dpop });
  const { leftTo = "" } = await citizenAt(sso, url.href);
  const more = { DPoP: dpop };
  const callback = new URL(leftTo);
  const first = await openid.authorizationCodeGrant(config, callback, request.checks, {}, more);
  const token = first.refresh_token ?? "";
  const uses = await Promise.all(
    Array.from({ length: 5 }, () => openid.refreshTokenGrant(config, token, {}, more)),
  );
  for (const use of uses) assert.equal(use.refresh_token ?? token, token);
  await assert.rejects(openid.refreshTokenGrant(config, token), "without proof");
});
