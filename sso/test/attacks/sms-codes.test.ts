import { withCheckDigit } from "@gov/country/national-id.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf } from "../form-browser.ts";
import { amal, amalTypes, beginSignIn, seed } from "../people-and-clients.ts";
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

const wrongFor = (right: string): string => (right === "000000" ? "000001" : "000000");

/** A sign-in whose password was right and whose code was sent. */
const atSecondStep = async (types: Record<string, string> = amalTypes) => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const page = await browser.submit(await browser.open(attempt.url), types);
  return { browser, page, attempt };
};

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

test("a hundred guesses of a code at once count as a hundred", async () => {
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

test("guessing codes in one sign-in after another ends too", async () => {
  for (let signIn = 0; signIn < 2; signIn += 1) {
    const { browser, page } = await atSecondStep();
    const wrong = wrongFor(sso.sms.codeFor(amal.phone));
    for (let tries = 0; tries < 5; tries += 1) {
      assert.equal((await browser.submit(page, { code: wrong })).status, 400);
    }
  }
  const { browser, page } = await atSecondStep();
  const stopped = await browser.submit(page, { code: wrongFor(sso.sms.codeFor(amal.phone)) });
  assert.equal(stopped.status, 429);
  assert.ok(Number(stopped.headers.get("retry-after") ?? 300) <= 300);
});

test("a code opens the sign-in that it was sent for and no other", async () => {
  const first = await atSecondStep();
  const codeOfFirst = sso.sms.codeFor(amal.phone);
  const second = await atSecondStep();
  const codeOfSecond = sso.sms.codeFor(amal.phone);
  if (codeOfFirst === codeOfSecond) return;
  const crossed = await second.browser.submit(second.page, { code: codeOfFirst });
  assert.equal(crossed.leftTo, undefined);
  const own = await first.browser.submit(first.page, { code: codeOfFirst });
  assert.ok(own.leftTo);
});

test("a phone rings a bounded number of times, for however many accounts", async () => {
  const phone = "+970599777001";
  const people = [1, 2, 3, 4].map((index) => withCheckDigit(String(70_000_000 + index)));
  for (const nationalId of people)
    await adminPut(sso, `accounts/${nationalId}`, { ...amal.body, phone });
  const began = performance.now();
  for (const nationalId of people) {
    const { browser, page } = await atSecondStep({ nationalId, password: amal.password });
    for (let again = 0; again < 3; again += 1) await browser.submit(page, {}, { index: 1 });
  }
  const rang = sso.sms.messages.filter(({ to }) => to === phone).length;
  const drained = (performance.now() - began) / 1_000 / 600;
  assert.ok(rang >= 12 && rang <= 12 + drained + 1, `it rang ${rang} times`);
});

test("nobody gets a phone to ring without the password of its account", async () => {
  const before = sso.sms.messages.length;
  await atSecondStep({ nationalId: amal.nationalId, password: "not the password" });
  assert.equal(sso.sms.messages.length, before);
});
