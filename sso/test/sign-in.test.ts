import { decodeJwt } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { createFormBrowser, textOf, valueOf } from "./form-browser.ts";
import {
  amal,
  amalTypes,
  beginSignIn,
  murad,
  seed,
  signedIn,
  totpCode,
} from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
});

test("a citizen signs in with identity number, password and SMS code", async () => {
  const { attempt, callback } = await signedIn(sso, "portal");
  const tokens = await attempt.finish(callback);
  const claims = tokens.claims();
  assert.equal(claims?.["national_id"], amal.nationalId);
  assert.equal(claims?.["name"], "أمل حسن");
  assert.equal(claims?.["name#en"], "Amal Hasan");
  assert.equal(claims?.["phone_number"], amal.phone);
  assert.equal(claims?.["acr"], "urn:gov:loa:2");
  assert.deepEqual(claims?.["amr"], ["pwd", "otp", "sms", "mfa"]);
  const told = await openid.fetchUserInfo(attempt.config, tokens.access_token, claims?.sub ?? "");
  assert.equal(told["national_id"], amal.nationalId);
});

test("Arabic-Indic digits are read in both steps", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const first = await browser.open(attempt.url);
  const arabic = (digits: string) =>
    digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  const second = await browser.submit(first, {
    nationalId: arabic(amal.nationalId),
    password: amal.password,
  });
  const last = await browser.submit(second, { code: arabic(sso.sms.codeFor(amal.phone)) });
  assert.ok((await attempt.finish(last.leftTo ?? "")).claims());
});

test("a sign-in at one service signs in at the others, unless they ask again", async () => {
  const { browser } = await signedIn(sso, "portal");
  const silent = await beginSignIn(sso, "portal", { prompt: "none" });
  const there = await browser.open(silent.url);
  assert.ok((await silent.finish(there.leftTo ?? "")).claims());
  const again = await beginSignIn(sso, "portal", { prompt: "login" });
  const asked = await browser.open(again.url);
  assert.equal(asked.leftTo, undefined);
  assert.notEqual(valueOf(asked, "nationalId"), undefined);
  const fresh = await beginSignIn(sso, "portal", { max_age: "0" });
  assert.equal((await browser.open(fresh.url)).leftTo, undefined);
});

test("without a session, prompt=none answers login_required", async () => {
  const attempt = await beginSignIn(sso, "portal", { prompt: "none" });
  const page = await createFormBrowser(sso.issuer).open(attempt.url);
  assert.equal(new URL(page.leftTo ?? "").searchParams.get("error"), "login_required");
});

test("an employee signs in with a TOTP code, which works once", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "backoffice");
  const first = await browser.open(attempt.url);
  const { username, password } = murad;
  const second = await browser.submit(first, { username, password });
  const code = totpCode(murad.totpSecret);
  const last = await browser.submit(second, { code });
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.equal(claims?.["username"], "m.odeh");
  assert.equal(claims?.["institution"], "transport");
  assert.deepEqual(claims?.["roles"], ["officer"]);
  assert.equal(claims?.["national_id"], undefined);

  const thief = createFormBrowser(sso.issuer);
  const other = await beginSignIn(sso, "backoffice");
  const theirs = await thief.submit(await thief.open(other.url), { username, password });
  const refused = await thief.submit(theirs, { code });
  assert.equal(refused.status, 400);
  assert.match(textOf(refused), /استُعمل/);
});

test("a citizen's session does not open a staff service, and is told so", async () => {
  const { browser } = await signedIn(sso, "portal");
  const attempt = await beginSignIn(sso, "backoffice");
  const page = await browser.open(attempt.url);
  assert.equal(page.leftTo, undefined);
  assert.match(textOf(page), /هذه الخدمة تحتاج حساب موظف/);
  const { username, password } = murad;
  const second = await browser.submit(page, { username, password });
  const last = await browser.submit(second, { code: totpCode(murad.totpSecret) });
  assert.equal((await attempt.finish(last.leftTo ?? "")).claims()?.["username"], "m.odeh");
  const citizen = await beginSignIn(sso, "portal", { prompt: "none" });
  const silent = await browser.open(citizen.url);
  assert.match(silent.leftTo ?? "", /login_required|interaction_required/);
});

test("a service outside government shows what it asks for, and can be refused", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "car-club");
  const second = await browser.submit(await browser.open(attempt.url), amalTypes);
  const consent = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
  assert.match(textOf(consent), /نادي السيارات يطلب معلومات عنك/);
  assert.match(textOf(consent), /رقم هاتفك/);
  assert.doesNotMatch(textOf(consent), /رقم هويتك/);
  const refused = await browser.submit(consent, {}, { press: ["choice", "refuse"] });
  assert.equal(new URL(refused.leftTo ?? "").searchParams.get("error"), "access_denied");

  const again = await beginSignIn(sso, "car-club");
  const allowed = await browser.submit(await browser.open(again.url), {});
  assert.equal((await again.finish(allowed.leftTo ?? "")).claims()?.["phone_number"], amal.phone);
  const known = await beginSignIn(sso, "car-club");
  assert.ok((await browser.open(known.url)).leftTo, "consent is remembered in this session");
});

test("the app gets a token for the portal that names the person, and a refresh token", async () => {
  const extra = {
    resource: "urn:gov:portal",
    scope: "openid profile national_id offline_access applications:read",
  };
  const { browser, attempt, callback } = await signedIn(sso, "hukumati", extra);
  const tokens = await attempt.finish(callback);
  const access = decodeJwt(tokens.access_token);
  assert.equal(access.aud, "urn:gov:portal");
  assert.equal(access["national_id"], amal.nationalId);
  assert.equal(access["scope"], "applications:read");
  const renewed = await openid.refreshTokenGrant(attempt.config, tokens.refresh_token ?? "");
  assert.equal(decodeJwt(renewed.access_token).aud, "urn:gov:portal");

  const second = await beginSignIn(sso, "hukumati", extra);
  const page = await browser.open(second.url);
  assert.match(textOf(page), /تابع إلى التطبيق/, "an app never signs in unseen");
  const opened = await browser.submit(page, {});
  assert.ok((await second.finish(opened.leftTo ?? "")).claims());
});

test("the app's origin may call the token endpoint, others may not", async () => {
  const call = (origin: string) =>
    fetch(`${sso.issuer}/token`, {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams({
        client_id: "hukumati",
        grant_type: "refresh_token",
        refresh_token: "x",
      }),
    });
  const own = await call("http://localhost:3004");
  assert.equal(own.headers.get("access-control-allow-origin"), "http://localhost:3004");
  const other = await call("http://evil.test");
  assert.equal(other.headers.get("access-control-allow-origin"), null);
});

test("signing out ends the session everywhere and leads back to the service", async () => {
  const { browser, attempt, callback } = await signedIn(sso, "portal");
  const tokens = await attempt.finish(callback);
  const url = openid.buildEndSessionUrl(attempt.config, {
    id_token_hint: tokens.id_token ?? "",
    post_logout_redirect_uri: "http://portal.test/",
  });
  const question = await browser.open(url.href);
  assert.match(textOf(question), /هل تريد الخروج/);
  assert.match(
    question.headers.get("content-security-policy") ?? "",
    /form-action 'self' http:\/\/portal.test/,
  );
  const out = await browser.submit(question, {}, { press: ["logout", "yes"] });
  assert.equal(out.leftTo, "http://portal.test/");
  const silent = await beginSignIn(sso, "portal", { prompt: "none" });
  assert.match((await browser.open(silent.url)).leftTo ?? "", /login_required/);
  const nobody = await browser.open(url.href);
  assert.equal(nobody.leftTo, "http://portal.test/", "with nobody signed in there is no question");
});

test("tabs of a browser without a session all come through", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempts = await Promise.all([1, 2, 3].map(() => beginSignIn(sso, "portal")));
  const pages = [];
  for (const attempt of attempts) pages.push(await browser.open(attempt.url));
  for (const [index, page] of pages.entries()) {
    const second = await browser.submit(page, amalTypes);
    const last = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
    assert.ok((await attempts[index]?.finish(last.leftTo ?? ""))?.claims(), `tab ${index + 1}`);
  }
});

test("the account page tells who is signed in and what was tried", async () => {
  const { browser } = await signedIn(sso, "portal");
  const text = textOf(await browser.open("/account"));
  assert.match(text, /أمل حسن/);
  assert.match(text, /بوابة الخدمات/);
});
