import { SignJWT, UnsecuredJWT } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { createFormBrowser } from "./form-browser.ts";
import { seed } from "./people-and-clients.ts";
import { callback, citizenAt, errorSent, keyedClient } from "./relying-party.ts";
import { newKey, newRequest, refusalOf } from "./relying-party.ts";
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

const openPage = (url: string) => createFormBrowser(sso.issuer).open(url);

test("a pushed request signs in, and its answer names the issuer", async () => {
  const { config } = await keyedClient(sso, "pushing", { pushedRequestsOnly: true });
  const request = await newRequest();
  const url = await openid.buildAuthorizationUrlWithPAR(config, request.parameters);
  assert.deepEqual([...url.searchParams.keys()].toSorted(), ["client_id", "request_uri"]);
  const { leftTo = "" } = await citizenAt(sso, url.href);
  assert.equal(new URL(leftTo).searchParams.get("iss"), sso.issuer);
  const tokens = await openid.authorizationCodeGrant(config, new URL(leftTo), request.checks);
  assert.equal(tokens.claims()?.["name"], "أمل حسن");
  const again = await openPage(url.href);
  assert.equal(refusalOf(again), "invalid_request_uri", "a request that was answered is spent");
});

test("a client that pushes is refused without it; a pushed request is its client's alone", async () => {
  const { config } = await keyedClient(sso, "pushing", { pushedRequestsOnly: true });
  await keyedClient(sso, "other");
  const request = await newRequest();
  const plain = await openPage(openid.buildAuthorizationUrl(config, request.parameters).href);
  assert.equal(errorSent(plain), "invalid_request");
  const url = await openid.buildAuthorizationUrlWithPAR(config, request.parameters);
  url.searchParams.set("client_id", "other");
  const stolen = await openPage(url.href);
  assert.equal(refusalOf(stolen), "invalid_request_object");
});

test("a pushed request ends after a minute, and needs the client to prove itself", async () => {
  const { config } = await keyedClient(sso, "pushing", { pushedRequestsOnly: true });
  const { parameters } = await newRequest();
  const url = await openid.buildAuthorizationUrlWithPAR(config, parameters);
  const { rows } = await pushedSeconds();
  assert.ok(rows.every((seconds) => seconds <= 60));
  await sso.db
    .updateTable("oidc_entity")
    .set({ expires_at: new Date(0) })
    .where("model", "=", "PushedAuthorizationRequest")
    .execute();
  assert.equal(refusalOf(await openPage(url.href)), "invalid_request_uri");
  const unproved = await fetch(`${sso.issuer}/request`, {
    method: "POST",
    body: new URLSearchParams({ ...parameters, client_id: "pushing" }),
  });
  assert.equal(unproved.status, 401);
});

const pushedSeconds = async (): Promise<{ rows: number[] }> => {
  const found = await sso.db
    .selectFrom("oidc_entity")
    .select("expires_at")
    .where("model", "=", "PushedAuthorizationRequest")
    .execute();
  const left = found.map(({ expires_at }) => ((expires_at?.getTime() ?? 0) - Date.now()) / 1_000);
  return { rows: left };
};

for (const alg of ["ES256", "PS256"] as const) {
  test(`a request signed with ${alg} signs in, in the address and pushed`, async () => {
    const key = await newKey("signer", alg);
    const { config } = await keyedClient(sso, `signing-${alg.toLowerCase()}`, {}, key);
    const signer = { key: key.privateKey, kid: key.kid };
    for (const pushed of [false, true]) {
      const request = await newRequest();
      const signed = await openid.buildAuthorizationUrlWithJAR(config, request.parameters, signer);
      const url = pushed
        ? await openid.buildAuthorizationUrlWithPAR(config, signed.searchParams)
        : signed;
      const { leftTo = "" } = await citizenAt(sso, url.href);
      assert.ok(leftTo.startsWith(callback), leftTo);
      assert.ok(await openid.authorizationCodeGrant(config, new URL(leftTo), request.checks));
    }
  });
}

type Claims = Record<string, unknown>;

/** What is wrong with a request object, and what is then said. */
const wrongObjects: readonly [name: string, change: (claims: Claims) => Claims][] = [
  ["no audience", ({ aud: _aud, ...rest }) => rest],
  ["another audience", (claims) => ({ ...claims, aud: "https://elsewhere.test" })],
  ["another issuer", (claims) => ({ ...claims, iss: "someone-else" })],
  ["no end", ({ exp: _exp, ...rest }) => rest],
  ["an end that was", (claims) => ({ ...claims, exp: nowS() - 60 })],
  ["an end in a day", (claims) => ({ ...claims, exp: nowS() + 86_400 })],
  ["a beginning in a minute", (claims) => ({ ...claims, nbf: nowS() + 90 })],
  ["another client's name", (claims) => ({ ...claims, client_id: "other" })],
  ["a request within", (claims) => ({ ...claims, request_uri: "urn:x" })],
];

const nowS = (): number => Math.floor(Date.now() / 1_000);

test("request objects that are not right are refused, each for itself", async () => {
  const { key } = await keyedClient(sso, "signing", { signedRequestsOnly: true });
  const { parameters } = await newRequest();
  const good: Claims = {
    ...parameters,
    client_id: "signing",
    iss: "signing",
    aud: sso.issuer,
    exp: nowS() + 300,
  };
  const ask = async (object: string, more = "") =>
    await openPage(
      `${sso.issuer}/auth?client_id=signing&response_type=code&scope=openid&request=${object}${more}`,
    );
  const sign = async (claims: Claims, by = key) =>
    await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: by.kid, typ: "oauth-authz-req+jwt" })
      .sign(by.privateKey);

  const right = await ask(await sign(good), "&state=outside&redirect_uri=http://evil.test/");
  assert.match(right.url, /\/interaction\//, "what stands outside the object does not count");

  for (const [name, change] of wrongObjects) {
    const page = await ask(await sign(change(good)));
    assert.equal(refusalOf(page), "invalid_request_object", name);
  }
  const forged = await ask(await sign(good, await newKey("one")));
  assert.equal(refusalOf(forged), "invalid_request_object", "signed by another key");
  const unsigned = await ask(new UnsecuredJWT(good).encode());
  assert.equal(refusalOf(unsigned), "invalid_request_object", "not signed");
  const plain = new URLSearchParams({ ...parameters, client_id: "signing" });
  const none = await openPage(`${sso.issuer}/auth?${plain.toString()}`);
  assert.equal(errorSent(none), "invalid_request", "a client that signs is refused without it");
});
