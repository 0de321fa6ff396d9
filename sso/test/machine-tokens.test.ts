import { createTokenSource } from "@gov/kit/client-credentials.ts";
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from "jose";
import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as openid from "openid-client";
import {
  adminPut,
  machineToken,
  requestToken,
  startSso,
  type SsoUnderTest,
} from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
});
after(() => sso.close());

const portalMachine = {
  name: { ar: "نظام البوابة", en: "Portal system" },
  kind: "machine",
  scopes: ["bills:write", "bills:read"],
  resources: ["urn:gov:pay"],
  secret: "a-secret-of-the-portal",
};

test("discovery says what relying parties can count on", async () => {
  const response = await fetch(`${sso.issuer}/.well-known/openid-configuration`);
  const found = (await response.json()) as Record<string, unknown>;
  assert.equal(response.status, 200);
  assert.equal(found["issuer"], sso.issuer);
  assert.deepEqual(found["code_challenge_methods_supported"], ["S256"]);
  assert.deepEqual(found["id_token_signing_alg_values_supported"], ["ES256"]);
  assert.deepEqual(found["response_types_supported"], ["code"]);
  assert.deepEqual(found["ui_locales_supported"], ["ar", "en"]);
  assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
});

test("keys are published without their private part", async () => {
  const { keys } = (await (await fetch(`${sso.issuer}/jwks`)).json()) as { keys: object[] };
  assert.equal(keys.length, 1);
  assert.ok(keys.every((key) => !("d" in key) && "x" in key));
});

test("a machine client gets a token for one API with the scopes it is registered for", async () => {
  assert.equal((await adminPut(sso, "clients/portal-machine", portalMachine)).status, 201);
  assert.equal((await adminPut(sso, "clients/portal-machine", portalMachine)).status, 200);
  const client = { id: "portal-machine", secret: portalMachine.secret };
  const token = await machineToken(sso, "urn:gov:pay", "bills:write charges:write", client);
  const claims = decodeJwt(token);
  assert.equal(decodeProtectedHeader(token).alg, "ES256");
  assert.equal(claims.aud, "urn:gov:pay");
  assert.equal(claims["client_id"], "portal-machine");
  assert.equal(claims["scope"], "bills:write");
});

test("a client is refused with a wrong secret, for another API, and when nobody knows it", async () => {
  await adminPut(sso, "clients/portal-machine", portalMachine);
  const good = { id: "portal-machine", secret: portalMachine.secret };
  const wrong = { ...good, secret: "something else" };
  const pay = { resource: "urn:gov:pay", scope: "bills:read" };
  assert.equal((await requestToken(sso, pay, wrong)).status, 401);
  assert.equal((await requestToken(sso, { ...pay, resource: "urn:gov:sso" }, good)).status, 400);
  assert.equal((await requestToken(sso, { ...pay, resource: "constructor" }, good)).status, 400);
  assert.equal((await requestToken(sso, pay, { id: "nobody", secret: "x" })).status, 401);
});

test("secrets and keys are unreadable in the database", async () => {
  await adminPut(sso, "clients/portal-machine", portalMachine);
  const { secret } = await sso.db
    .selectFrom("client")
    .select("secret")
    .where("client_id", "=", "portal-machine")
    .executeTakeFirstOrThrow();
  assert.ok(secret && !secret.includes(portalMachine.secret));
});

test("a machine client can prove itself with its own key instead of a secret", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const registration = { ...portalMachine, publicKeys: [{ kty, crv, x, y, kid: "one" }] };
  const { secret: _secret, ...keyed } = registration;
  assert.equal((await adminPut(sso, "clients/keyed", registration)).status, 400);
  assert.equal((await adminPut(sso, "clients/keyed", keyed)).status, 201);
  const config = await openid.discovery(
    new URL(sso.issuer),
    "keyed",
    undefined,
    openid.PrivateKeyJwt({ key: privateKey, kid: "one" }),
    { execute: [openid.allowInsecureRequests] },
  );
  const parameters = { resource: "urn:gov:pay", scope: "bills:read" };
  const tokens = await openid.clientCredentialsGrant(config, parameters);
  assert.equal(decodeJwt(tokens.access_token)["client_id"], "keyed");
});

test("a proof of a key works once, also when it arrives twenty times at once", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const { secret: _secret, ...keyed } = { ...portalMachine, publicKeys: [{ kty, crv, x, y }] };
  await adminPut(sso, "clients/keyed-once", keyed);
  const proof = await new SignJWT({ jti: "once" })
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer("keyed-once")
    .setSubject("keyed-once")
    .setAudience(sso.issuer)
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(privateKey);
  const body = {
    grant_type: "client_credentials",
    resource: "urn:gov:pay",
    client_assertion: proof,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  };
  const ask = () =>
    fetch(`${sso.issuer}/token`, { method: "POST", body: new URLSearchParams(body) });
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  assert.ok(answers.every(({ status }) => status < 500));
});

test("a client registered for it gets tokens bound to its key, and none without proof", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const { secret: _secret, ...machine } = portalMachine;
  const registration = {
    ...machine,
    publicKeys: [{ kty, crv, x, y }],
    dpopBoundAccessTokens: true,
  };
  assert.equal((await adminPut(sso, "clients/bound", registration)).status, 201);
  const jwk = await exportJWK(privateKey);
  const options = { issuer: sso.issuer, clientId: "bound", resource: "urn:gov:pay" };
  const source = createTokenSource({ ...options, privateKey: jwk, scope: "bills:write" });
  const headers = await source.authorize("POST", "http://localhost:3002/v1/bills");
  const [scheme, token] = (headers["authorization"] ?? "").split(" ");
  assert.equal(scheme, "DPoP");
  const claims = decodeJwt(token ?? "") as { cnf?: { jkt?: string } };
  assert.equal(claims.cnf?.jkt, await calculateJwkThumbprint({ kty, crv, x, y } as JWK));
  assert.equal(decodeJwt(headers["dpop"] ?? "")["htm"], "POST");
  const unproved = await openid.discovery(
    new URL(sso.issuer),
    "bound",
    undefined,
    openid.PrivateKeyJwt(privateKey),
    { execute: [openid.allowInsecureRequests] },
  );
  await assert.rejects(openid.clientCredentialsGrant(unproved, { resource: "urn:gov:pay" }));
});
