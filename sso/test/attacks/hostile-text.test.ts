import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser } from "../form-browser.ts";
import { amal, amalTypes, beginSignIn, clients, secret, seed } from "../people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "../sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const markup = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

test("markup in names is text on every page", async () => {
  const name = { ar: `أمل ${markup}`, en: `Amal ${markup}` };
  const { homeUrl: _home, ...club } = clients["car-club"];
  const registered = await adminPut(sso, "clients/car-club", { ...club, name });
  assert.equal(registered.status, 200);
  assert.equal(
    (await adminPut(sso, `accounts/${amal.nationalId}`, { ...amal.body, name })).status,
    200,
  );
  const browser = createFormBrowser(sso.issuer);
  const { url } = await beginSignIn(sso, "car-club", { login_hint: markup });
  const first = await browser.open(url);
  const wrong = await browser.submit(first, { nationalId: markup, password: markup });
  const second = await browser.submit(first, amalTypes);
  const consent = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
  assert.match(consent.url, /consent$/);
  const account = await browser.open("/account");
  const english = await browser.open("/account?lang=en");
  for (const page of [first, wrong, second, consent, account, english]) {
    assert.doesNotMatch(page.html, /<script>alert|<img src=x|[^&]"'>/, page.url);
  }
  assert.match(consent.html, /&lt;<bdi[^>]*>script<\/bdi>&gt;/);
});

test("markup in a request's parameters is text on the error page", async () => {
  const { url } = await beginSignIn(sso, "portal");
  for (const name of ["client_id", "redirect_uri", "ui_locales", "state", "scope", "prompt"]) {
    const changed = new URL(url);
    changed.searchParams.set(name, markup);
    const page = await createFormBrowser(sso.issuer).open(changed.href);
    assert.doesNotMatch(page.html, /<script>alert|<img src=x/, name);
    assert.ok(page.status < 500, name);
  }
});

const hostile = [
  "'; drop table account; --",
  "' or '1'='1",
  "\u0000",
  "x".repeat(5_000),
  "{{7*7}}",
  "%s%n",
];
const tokenFields = [
  ["grant_type", "client_id", "client_secret", "code", "redirect_uri", "code_verifier"],
  ["refresh_token", "resource", "scope", "client_assertion", "client_assertion_type"],
].flat();
const authFields = [
  ["client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce"],
  ["code_challenge", "prompt", "max_age", "ui_locales", "id_token_hint", "login_hint"],
  ["acr_values", "claims", "request", "request_uri", "resource"],
].flat();
const logoutFields = ["id_token_hint", "client_id", "post_logout_redirect_uri", "state", "xsrf"];

const basic = { authorization: `Basic ${Buffer.from(`portal:${secret}`).toString("base64")}` };

test("SQL and nonsense in any field of the protocol does no harm", async () => {
  const answers: [string, Response][] = [];
  const { search } = new URL((await beginSignIn(sso, "portal")).url);
  for (const value of hostile) {
    for (const field of tokenFields) {
      const grant = field === "refresh_token" ? "refresh_token" : "authorization_code";
      const body = new URLSearchParams({ grant_type: grant, code: "x", [field]: value });
      const post = { method: "POST", headers: basic, body };
      answers.push([`token ${field}`, await fetch(`${sso.issuer}/token`, post)]);
    }
    for (const field of authFields) {
      const query = new URLSearchParams(search);
      query.set(field, value);
      const options = { redirect: "manual" } as const;
      answers.push([
        `auth ${field}`,
        await fetch(`${sso.issuer}/auth?${query.toString()}`, options),
      ]);
    }
    for (const field of logoutFields) {
      const query = new URLSearchParams({ [field]: value });
      answers.push([`end ${field}`, await fetch(`${sso.issuer}/session/end?${query.toString()}`)]);
    }
    const token = new URLSearchParams({ token: value });
    const revoke = { method: "POST", headers: basic, body: token };
    answers.push(["revocation", await fetch(`${sso.issuer}/token/revocation`, revoke)]);
    const plain = encodeURIComponent(value);
    const headers = { authorization: `Bearer ${plain}` };
    answers.push(["userinfo", await fetch(`${sso.issuer}/userinfo`, { headers })]);
    answers.push(["interaction", await fetch(`${sso.issuer}/interaction/${plain.slice(0, 900)}`)]);
    answers.push(["resume", await fetch(`${sso.issuer}/auth/${plain.slice(0, 900)}`)]);
  }
  for (const [what, { status }] of answers) assert.ok(status < 500, `${what}: ${status}`);
  const people = await sso.db.selectFrom("account").select("id").execute();
  assert.ok(people.length > 0);
});
