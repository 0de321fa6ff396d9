import { exportJWK, generateKeyPair, SignJWT } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { sendTo } from "./raw-request.ts";
import { beginSignIn, clients, secret, seed, signedIn } from "../people-and-clients.ts";
import { adminPut, requestToken, startSso, type SsoUnderTest } from "../sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const basicOf = (clientId: string): string =>
  `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
const basic = basicOf("portal");

const post = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${sso.issuer}/token`, { method: "POST", headers, body: new URLSearchParams(body) });

const codeOf = (callback: string): string => new URL(callback).searchParams.get("code") ?? "";

const redemption = (callback: string, verifier: string) => ({
  grant_type: "authorization_code",
  code: codeOf(callback),
  redirect_uri: clients.portal.redirectUris[0],
  code_verifier: verifier,
});

test("a code is of no use to another client, at another address or with another verifier", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  const right = redemption(callback, attempt.verifier);
  const elsewhere = { ...right, redirect_uri: clients["car-club"].redirectUris[0] };
  const { code_verifier: _verifier, ...unverified } = right;
  const unproved = { ...right, code_verifier: openid.randomPKCECodeVerifier() };
  const wrong = [
    await post(right, { authorization: basicOf("car-club") }),
    await post({ ...right, client_id: "hukumati" }),
    await post(elsewhere, { authorization: basic }),
    await post(unverified, { authorization: basic }),
    await post(unproved, { authorization: basic }),
  ];
  assert.ok(wrong.every(({ status }) => status === 400));
});

test("somebody else's code put into a sign-in of one's own is refused", async () => {
  const victim = await signedIn(sso, "portal");
  const own = await beginSignIn(sso, "portal");
  const injected = new URL(victim.callback);
  injected.searchParams.set("state", new URL(own.url).searchParams.get("state") ?? "");
  await assert.rejects(
    own.finish(injected.href),
    /invalid_grant|ResponseBodyError|server responded/,
  );
});

test("an answer names who gave it, so that it cannot be mixed up with another issuer's", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  assert.equal(new URL(callback).searchParams.get("iss"), sso.issuer);
  const mixed = new URL(callback);
  mixed.searchParams.set("iss", "https://elsewhere.test");
  const isAboutIssuer = ({ cause }: Error): boolean =>
    cause instanceof Error && cause.message.includes('"iss"');
  await assert.rejects(attempt.finish(mixed.href), isAboutIssuer);
});

test("a stolen token that is bound to a key opens nothing without that key", async () => {
  const extra = { scope: "openid profile" };
  const { attempt, callback } = await signedIn(sso, "hukumati", extra);
  const asked = new URL(attempt.url).searchParams;
  const own = await openid.randomDPoPKeyPair("ES256");
  const DPoP = openid.getDPoPHandle(attempt.config, own);
  const checks = {
    pkceCodeVerifier: attempt.verifier,
    expectedState: asked.get("state") ?? "",
    expectedNonce: asked.get("nonce") ?? "",
  };
  const callbackUrl = new URL(callback);
  const tokens = await openid.authorizationCodeGrant(
    attempt.config,
    callbackUrl,
    checks,
    {},
    { DPoP },
  );
  const subject = tokens.claims()?.sub ?? "";
  const ask = (headers: Record<string, string>) => fetch(`${sso.issuer}/userinfo`, { headers });
  assert.equal((await ask({ authorization: `Bearer ${tokens.access_token}` })).status, 401);
  assert.equal((await ask({ authorization: `DPoP ${tokens.access_token}` })).status, 400);
  const thief = openid.getDPoPHandle(attempt.config, await openid.randomDPoPKeyPair("ES256"));
  const fetchWith = (handle: openid.DPoPHandle) =>
    openid.fetchUserInfo(attempt.config, tokens.access_token, subject, { DPoP: handle });
  await assert.rejects(fetchWith(thief));
  assert.equal((await fetchWith(DPoP)).sub, subject);
});

test("a machine's token that is bound to a key is not taken as a bearer's", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const registration = {
    name: { ar: "نظام", en: "System" },
    kind: "machine",
    scopes: ["clients:write"],
    resources: ["urn:gov:sso"],
    publicKeys: [{ kty, crv, x, y }],
    dpopBoundAccessTokens: true,
  };
  assert.equal((await adminPut(sso, "clients/bound-system", registration)).status, 201);
  const config = await openid.discovery(
    new URL(sso.issuer),
    "bound-system",
    undefined,
    openid.PrivateKeyJwt(privateKey),
    { execute: [openid.allowInsecureRequests] },
  );
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256"));
  const wanted = { resource: "urn:gov:sso", scope: "clients:write" };
  const tokens = await openid.clientCredentialsGrant(config, wanted, { DPoP });
  const put = (scheme: string) =>
    fetch(`${sso.issuer}/admin/v1/clients/stolen`, {
      method: "PUT",
      headers: {
        authorization: `${scheme} ${tokens.access_token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(clients.portal),
    });
  assert.equal((await put("Bearer")).status, 401);
  assert.equal((await put("DPoP")).status, 401);
});

test("a proof of a client that is unsigned, or signed with a secret, proves nothing", async () => {
  const { publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  await adminPut(sso, "clients/keyed-system", {
    name: { ar: "نظام", en: "System" },
    kind: "machine",
    scopes: ["bills:read"],
    resources: ["urn:gov:pay"],
    publicKeys: [{ kty, crv, x, y }],
  });
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: "keyed-system", sub: "keyed-system", aud: sso.issuer, jti: "x", iat: now };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const unsigned = `${part({ alg: "none" })}.${part({ ...claims, exp: now + 60 })}.`;
  // The public key taken for the secret of a symmetric signature.
  const confused = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1m")
    .sign(Buffer.from(JSON.stringify({ kty, crv, x, y })));
  for (const proof of [unsigned, confused]) {
    const answer = await post({
      grant_type: "client_credentials",
      resource: "urn:gov:pay",
      client_assertion: proof,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    assert.equal(answer.status, 401);
  }
});

test("a proof meant for another issuer is refused, whatever host the request names", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  await adminPut(sso, "clients/lured-system", {
    name: { ar: "نظام", en: "System" },
    kind: "machine",
    scopes: ["bills:read"],
    resources: ["urn:gov:pay"],
    publicKeys: [{ kty, crv, x, y }],
  });
  const prove = (audience: string) =>
    new SignJWT({ jti: audience })
      .setProtectedHeader({ alg: "ES256" })
      .setIssuer("lured-system")
      .setSubject("lured-system")
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(privateKey);
  const send = async (audience: string, host: string): Promise<number | undefined> => {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      resource: "urn:gov:pay",
      client_assertion: await prove(audience),
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    }).toString();
    return await sendTo(`${sso.address}/token`, host, body);
  };
  assert.equal(await send(sso.issuer, new URL(sso.issuer).host), 200);
  assert.equal(await send("http://evil.test/token", "evil.test"), 401);
});

test("a client asks for no more than it is registered for", async () => {
  const more = { resource: "urn:gov:pay", scope: "ledger:read refunds:write" };
  const answer = (await (await requestToken(sso, more)).json()) as { scope?: string };
  assert.equal(answer.scope, undefined);
  assert.equal((await requestToken(sso, { resource: "urn:gov:elsewhere" })).status, 400);
});
