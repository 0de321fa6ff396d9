import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf } from "../form-browser.ts";
import { amalTypes, beginSignIn, seed, signedIn } from "../people-and-clients.ts";
import { startSso, type SsoUnderTest } from "../sso-under-test.ts";
import { redirectUnder } from "./raw-request.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const open = (url: string) => createFormBrowser(sso.issuer).open(url);

/** A client's request with some parameters changed; null takes one away. */
const changed = async (changes: Record<string, string | null>): Promise<string> => {
  const url = new URL((await beginSignIn(sso, "portal")).url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
};

test("a redirect address that is not registered, to the letter, is not gone to", async () => {
  const registered = "http://portal.test/signin/callback";
  const wrong = [
    "http://evil.test/",
    `${registered}/`,
    `${registered}?next=http://evil.test`,
    `${registered}/../../evil`,
    "http://portal.test@evil.test/signin/callback",
    "http://portal.test.evil.test/signin/callback",
    "https://portal.test/signin/callback",
    "http://portal.test:8080/signin/callback",
    "http://PORTAL.test/signin/callback",
    `${registered}#token`,
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.test/signin/callback",
  ];
  for (const address of wrong) {
    const page = await open(await changed({ redirect_uri: address }));
    assert.equal(page.leftTo, undefined, address);
    assert.equal(page.status, 400, address);
  }
  const told = await open(await changed({ redirect_uri: "http://evil.test/" }));
  assert.match(textOf(told), /الخدمة التي أرسلتك/);
});

test("a request without PKCE, or with less than S256, is refused", async () => {
  const requests = [
    { code_challenge: null, code_challenge_method: null },
    { code_challenge_method: "plain" },
    { code_challenge_method: null },
    { code_challenge: "short" },
  ];
  for (const changes of requests) {
    const page = await open(await changed(changes));
    const error = new URL(page.leftTo ?? "").searchParams.get("error");
    assert.equal(error, "invalid_request", JSON.stringify(changes));
  }
});

test("no token and no code is given in an address's fragment or to another response type", async () => {
  for (const type of ["token", "id_token", "code id_token", "code token", "none"]) {
    const page = await open(await changed({ response_type: type }));
    const told = page.leftTo ?? page.html;
    assert.doesNotMatch(told, /(code|access_token|id_token)=/);
    assert.match(told, /unsupported_response_type|unauthorized_client|invalid_request/, type);
  }
  const posted = await open(await changed({ response_mode: "fragment" }));
  assert.equal(new URL(posted.leftTo ?? "http://x").searchParams.get("code"), null);
});

test("a parameter that comes twice is refused, whichever value is meant", async () => {
  const url = new URL(await changed({}));
  url.searchParams.append("scope", "openid national_id");
  const page = await open(url.href);
  assert.match(page.leftTo ?? "", /error=invalid_request/);
});

test("signing out leads nowhere but to a registered address", async () => {
  const { browser, attempt, callback } = await signedIn(sso, "portal");
  const hint = (await attempt.finish(callback)).id_token ?? "";
  const evil = "post_logout_redirect_uri=http%3A%2F%2Fevil.test%2F";
  const refused = await open(`/session/end?${evil}&id_token_hint=${hint}`);
  assert.equal(refused.status, 400);
  for (const query of [evil, `${evil}&client_id=portal`, `${evil}&client_id=nobody`]) {
    assert.equal((await open(`/session/end?${query}`)).leftTo, undefined, query);
    const signed = await browser.open(`/session/end?${query}`);
    assert.equal(signed.leftTo, undefined, query);
  }
});

test("the address of the language link and of the way back stay with us", async () => {
  for (const path of ["//evil.test/%2e%2e", "/account?next=http://evil.test", "/\\evil.test"]) {
    const page = await open(`${sso.issuer}${path}`);
    assert.doesNotMatch(page.html, /(href|action)="(https?:)?\/\/evil/);
    assert.equal(page.leftTo, undefined);
  }
});

test("a Host header of the sender's choice appears in no address of ours", async () => {
  const browser = createFormBrowser(sso.issuer);
  const { url } = await beginSignIn(sso, "portal");
  const location = await redirectUnder(url, "evil.test");
  assert.doesNotMatch(location ?? "", /evil/);
  const { rows } = { rows: await sso.db.selectFrom("oidc_entity").select("payload").execute() };
  assert.doesNotMatch(JSON.stringify(rows), /evil\.test/);
  const second = await browser.submit(await browser.open(url), amalTypes);
  assert.match(second.url, /\/code$/);
});
