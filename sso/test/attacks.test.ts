import { withCheckDigit } from "@gov/country/national-id.ts";
import { createRemoteJWKSet, jwtVerify } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { createFormBrowser, textOf } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, clients, murad, secret } from "./people-and-clients.ts";
import { seed, signedIn } from "./people-and-clients.ts";
import { machineToken, startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { promotePublishedKey, publishNewKey, retireOldKeys } from "#src/key/key-rotation.ts";

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

test("a request without PKCE, or with a redirect address that is not registered, is refused", async () => {
  const attempt = await beginSignIn(sso, "portal");
  const without = new URL(attempt.url);
  without.searchParams.delete("code_challenge");
  without.searchParams.delete("code_challenge_method");
  const page = await createFormBrowser(sso.issuer).open(without.href);
  assert.equal(new URL(page.leftTo ?? "").searchParams.get("error"), "invalid_request");

  for (const wrong of [
    "http://evil.test/",
    "http://portal.test/signin/callback/",
    "javascript:1",
  ]) {
    const elsewhere = new URL(attempt.url);
    elsewhere.searchParams.set("redirect_uri", wrong);
    const stopped = await createFormBrowser(sso.issuer).open(elsewhere.href);
    assert.equal(stopped.leftTo, undefined, wrong);
    assert.equal(stopped.status, 400);
    assert.match(textOf(stopped), /الخدمة التي أرسلتك/);
  }
});

test("a wrong PKCE verifier is refused", async () => {
  const { callback } = await signedIn(sso, "portal");
  const answer = await post(
    {
      grant_type: "authorization_code",
      code: new URL(callback).searchParams.get("code") ?? "",
      redirect_uri: clients.portal.redirectUris[0],
      code_verifier: openid.randomPKCECodeVerifier(),
    },
    { authorization: basic },
  );
  assert.equal(answer.status, 400);
});

test("guessing the SMS code ends after five tries, and new codes are bounded", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  let page = await browser.submit(await browser.open(attempt.url), amalTypes);
  const right = sso.sms.codeFor(amal.phone);
  const wrong = right === "000000" ? "000001" : "000000";
  for (let tries = 0; tries < 5; tries += 1) page = await browser.submit(page, { code: wrong });
  const late = await browser.submit(page, { code: right });
  assert.equal(late.leftTo, undefined);
  assert.match(textOf(late), /انتهى هذا الرمز/);
  let resent = 0;
  for (let sends = 0; sends < 8; sends += 1) {
    page = await browser.submit(page, {}, { index: 1 });
    if (page.status === 200) resent += 1;
  }
  assert.equal(resent, 3);
  assert.equal(page.status, 429);
});

test("a hundred guesses at once count as a hundred", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const page = await browser.submit(await browser.open(attempt.url), amalTypes);
  const right = Number(sso.sms.codeFor(amal.phone));
  const guesses = Array.from({ length: 100 }, (_, index) =>
    browser.submit(page, { code: String((right + 1 + index) % 1_000_000).padStart(6, "0") }),
  );
  await Promise.all(guesses);
  const { attempts } = await sso.db
    .selectFrom("otp_challenge")
    .select("attempts")
    .orderBy("sent_at", "desc")
    .executeTakeFirstOrThrow();
  assert.equal(attempts, 5);
});

test("guessing a password is stopped, and a browser its owner used before is not", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  await sso.db.deleteFrom("throttle").execute();
  const thief = createFormBrowser(sso.issuer);
  const first = await thief.open((await beginSignIn(sso, "portal")).url);
  const guesses = [];
  for (let tries = 0; tries < 8; tries += 1) {
    guesses.push(await thief.submit(first, { ...amalTypes, password: `guess number ${tries}` }));
  }
  assert.deepEqual(
    guesses.map(({ status }) => status),
    [400, 400, 400, 400, 400, 400, 429, 429],
  );
  assert.match(textOf(guesses.at(-1) ?? first), /حاول من جديد بعد/);
  const page = await own.open((await beginSignIn(sso, "portal", { prompt: "login" })).url);
  const second = await own.submit(page, amalTypes);
  assert.match(second.url, /\/code$/);
});

test("people nobody knows get the same answer as a wrong password", async () => {
  const ask = async (nationalId: string) => {
    const browser = createFormBrowser(sso.issuer);
    const page = await browser.open((await beginSignIn(sso, "portal")).url);
    const answer = await browser.submit(page, { nationalId, password: "not the password" });
    return { status: answer.status, text: textOf(answer) };
  };
  assert.deepEqual(await ask(amal.nationalId), await ask(withCheckDigit("90000000")));
});

test("a citizen cannot sign in at a staff service, nor staff at a citizen's", async () => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, "backoffice")).url);
  const answer = await browser.submit(page, {
    username: amal.nationalId,
    password: amal.password,
  });
  assert.equal(answer.status, 400);
  assert.match(textOf(answer), /المواطن يدخل من بوابة الخدمات/);
  const portal = await browser.open((await beginSignIn(sso, "portal")).url);
  const refused = await browser.submit(portal, {
    nationalId: murad.username,
    password: murad.password,
  });
  assert.equal(refused.status, 400);
});

test("a form posted without our token, or from another site, changes nothing", async () => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, "portal")).url);
  const bare = await browser.open(page.url, {
    method: "POST",
    body: new URLSearchParams(amalTypes),
  });
  assert.equal(bare.status, 403);
  const other = createFormBrowser(sso.issuer);
  const stolen = await other.open(page.url);
  assert.equal(stolen.status, 410, "the address alone opens nothing in another browser");
});

test("a suspended person keeps no session and gets no token", async () => {
  const { browser, attempt, callback } = await signedIn(sso, "hukumati", {
    resource: "urn:gov:portal",
  });
  const tokens = await attempt.finish(callback);
  const set = (status: "active" | "suspended") =>
    sso.db
      .updateTable("account")
      .set({ status })
      .where("national_id", "=", amal.nationalId)
      .execute();
  await set("suspended");
  try {
    await assert.rejects(openid.refreshTokenGrant(attempt.config, tokens.refresh_token ?? ""));
    const page = await browser.open((await beginSignIn(sso, "portal")).url);
    assert.equal(page.leftTo, undefined);
    const told = await browser.submit(page, amalTypes);
    assert.equal(told.status, 403);
    assert.match(textOf(told), /موقوف/);
  } finally {
    await set("active");
  }
});

test("keys rotate while tokens are issued, and every token verifies", async () => {
  const deps = { db: sso.db, encryptionKey: sso.config.KEY_ENCRYPTION_KEY };
  const jwks = createRemoteJWKSet(new URL(`${sso.issuer}/jwks`), { cooldownDuration: 0 });
  const kids = new Set<string | undefined>();
  let stop = false;
  const issue = async (): Promise<number> => {
    let issued = 0;
    while (!stop) {
      const token = await machineToken(sso, "urn:gov:pay", "billers:write");
      const verified = await jwtVerify(token, jwks, { issuer: sso.issuer });
      kids.add(verified.protectedHeader.kid);
      issued += 1;
    }
    return issued;
  };
  const callers = [issue(), issue(), issue(), issue()];
  assert.ok((await publishNewKey(deps)).ok);
  await sso.engine.refresh();
  assert.deepEqual(await promotePublishedKey(deps), { ok: false, error: "too-early" });
  assert.ok((await promotePublishedKey(deps, 0)).ok);
  await sso.engine.refresh();
  const { attempt, callback } = await signedIn(sso, "portal");
  assert.ok((await attempt.finish(callback)).claims());
  stop = true;
  const issued = await Promise.all(callers);
  assert.ok(issued.every((count) => count > 0));
  assert.equal(kids.size, 2);
  assert.equal((await retireOldKeys(deps, 0)).length, 1);
});

test("the audit can be added to and never changed", async () => {
  await assert.rejects(sso.db.updateTable("audit_event").set({ event: "x" }).execute());
  await assert.rejects(sso.db.deleteFrom("audit_event").execute());
});
