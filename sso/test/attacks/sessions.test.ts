import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf, type FormBrowser } from "../form-browser.ts";
import {
  amal,
  amalTypes,
  beginSignIn,
  seed,
  signedIn,
  signInAsCitizen,
} from "../people-and-clients.ts";
import { startSso, type SsoUnderTest } from "../sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const isSignedIn = async (browser: FormBrowser): Promise<boolean> => {
  const { url } = await beginSignIn(sso, "portal", { prompt: "none" });
  const answer = new URL((await browser.open(url)).leftTo ?? "").searchParams;
  return answer.get("code") !== null;
};

/** A browser with another's cookies of some names. */
const withCookiesOf = (from: FormBrowser, names: RegExp): FormBrowser => {
  const to = createFormBrowser(sso.issuer);
  for (const [key, cookie] of from.jar) if (names.test(key)) to.jar.set(key, cookie);
  return to;
};

test("a session that was planted before a sign-in is not signed in by it", async () => {
  const thief = createFormBrowser(sso.issuer);
  await thief.open((await beginSignIn(sso, "portal")).url);
  const victim = withCookiesOf(thief, /^sso_session/);
  const attempt = await beginSignIn(sso, "portal");
  const page = await signInAsCitizen(sso, victim, await victim.open(attempt.url));
  assert.ok(page.leftTo);
  assert.equal(await isSignedIn(victim), true);
  assert.equal(await isSignedIn(thief), false);
});

test("a session's cookie that was forged or changed opens nothing", async () => {
  const { browser } = await signedIn(sso, "portal");
  const unsigned = withCookiesOf(browser, /^sso_session /);
  assert.equal(await isSignedIn(unsigned), false, "without its signature");
  const changed = withCookiesOf(browser, /^sso_session/);
  for (const [key, cookie] of changed.jar) {
    if (key.startsWith("sso_session "))
      changed.jar.set(key, { ...cookie, value: `${cookie.value}x` });
  }
  assert.equal(await isSignedIn(changed), false, "with another value");
  assert.equal(await isSignedIn(browser), true);
});

test("a session that ended opens nothing, whatever its cookie says", async () => {
  const { browser } = await signedIn(sso, "portal");
  await sso.db
    .updateTable("oidc_entity")
    .set({ expires_at: new Date(0) })
    .where("model", "=", "Session")
    .execute();
  assert.equal(await isSignedIn(browser), false);
});

test("a sign-in under way that ended, or that began in another browser, is answered with 410", async () => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, "portal")).url);
  const other = createFormBrowser(sso.issuer);
  assert.equal((await other.open(page.url)).status, 410, "the address alone opens nothing");
  await sso.db
    .updateTable("oidc_entity")
    .set({ expires_at: new Date(0) })
    .where("model", "=", "Interaction")
    .execute();
  assert.equal((await browser.submit(page, amalTypes)).status, 410);
});

test("a form posted without our token, or from another site, changes nothing", async () => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, "portal")).url);
  const body = new URLSearchParams(amalTypes);
  assert.equal((await browser.open(page.url, { method: "POST", body })).status, 403);
  body.set("_csrf", valueOf(page, "_csrf") ?? "");
  const cookie = [...browser.jar].map(([key, { value }]) => `${key.split(" ")[0]}=${value}`);
  const send = async (headers: Record<string, string>) => {
    const own = { accept: "text/html", cookie: cookie.join("; "), ...headers };
    const init = { method: "POST", redirect: "manual", headers: own, body } as const;
    return (await fetch(page.url, init)).status;
  };
  assert.equal(await send({ "sec-fetch-site": "cross-site" }), 403);
  assert.equal(await send({ origin: "http://evil.test" }), 403);
  const thief = createFormBrowser(sso.issuer);
  const theirs = await thief.open((await beginSignIn(sso, "portal")).url);
  body.set("_csrf", valueOf(theirs, "_csrf") ?? "");
  assert.equal(await send({}), 403, "with a token of another browser");
});

test("another site cannot sign a person out", async () => {
  const { browser } = await signedIn(sso, "portal");
  await browser.open("/session/end");
  const body = new URLSearchParams({ logout: "yes", xsrf: "made-up" });
  const answer = await browser.open("/session/end/confirm", { method: "POST", body });
  assert.equal(answer.status, 400);
  assert.equal(await isSignedIn(browser), true);
});

test("no page of ours can be shown inside another's", async () => {
  const { browser, attempt } = await signedIn(sso, "portal");
  const fresh = createFormBrowser(sso.issuer);
  const first = await fresh.open((await beginSignIn(sso, "portal")).url);
  const pages = [
    first,
    await fresh.submit(first, { ...amalTypes, password: "wrong" }),
    await fresh.submit(first, amalTypes),
    await browser.open("/account"),
    await browser.open("/session/end"),
    await fresh.open("/session/end/success"),
    await fresh.open("/auth?client_id=nobody"),
    await fresh.open(attempt.url.replace("redirect_uri", "redirect")),
    await fresh.open("/nowhere"),
    await createFormBrowser(sso.issuer).open(first.url),
  ];
  for (const { url, headers } of pages) {
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/, url);
    assert.equal(headers.get("x-frame-options"), "DENY", url);
    assert.equal(headers.get("x-content-type-options"), "nosniff", url);
    assert.match(headers.get("cache-control") ?? "", /no-store/, url);
  }
});

test("cookies are kept from script and other sites, and from the clear where there is TLS", async () => {
  const { url } = await beginSignIn(sso, "portal");
  const environment = {
    TRUST_PROXY: "true",
    PUBLIC_URL: "https://sign-in.test",
    SSO_ISSUER: "https://sign-in.test",
  };
  const secure = await startSso(undefined, { beside: sso, environment });
  try {
    const headers = { "x-forwarded-proto": "https", accept: "text/html" };
    const target = `${secure.address}/auth${new URL(url).search}`;
    const begun = await fetch(target, { headers, redirect: "manual" });
    const cookies = begun.headers.getSetCookie();
    assert.ok(cookies.length >= 2);
    for (const cookie of cookies) {
      assert.match(cookie, /; *httponly/i);
      assert.match(cookie, /; *samesite=lax/i);
      assert.match(cookie, /; *secure/i);
    }
  } finally {
    await secure.close();
  }
});

test("a browser that signed in before is known by no more than a sealed cookie", async () => {
  const { browser } = await signedIn(sso, "portal");
  const cookies = [...browser.jar].map(([, { value }]) => decodeURIComponent(value)).join(" ");
  assert.doesNotMatch(cookies, new RegExp(amal.nationalId));
  assert.doesNotMatch(textOf(await createFormBrowser(sso.issuer).open("/account")), /أمل/);
});
