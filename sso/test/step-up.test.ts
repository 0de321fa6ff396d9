import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { ageSessions } from "./age-sessions.ts";
import { createFormBrowser, textOf, valueOf } from "./form-browser.ts";
import type { FormBrowser, Page } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, clients, seed, signedIn } from "./people-and-clients.ts";
import { createSoftPasskey, passkeyFormOf, type SoftPasskey } from "./soft-passkey.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let personId = "";
let passkey: SoftPasskey;

before(async () => {
  sso = await startSso();
  await seed(sso);
  ({ id: personId } = await sso.db
    .selectFrom("account")
    .select("id")
    .where("national_id", "=", amal.nationalId)
    .executeTakeFirstOrThrow());
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  await sso.db.deleteFrom("passkey").execute();
  await proofed("counter");
  passkey = await createSoftPasskey(sso, personId);
});

const proofed = async (proofing: "registry" | "counter") =>
  await sso.db.updateTable("account").set({ proofing }).where("id", "=", personId).execute();

const loa = (level: number): string => `urn:gov:loa:${level}`;
const essential = (...values: string[]) => ({
  claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }),
});

const usePasskey = async (browser: FormBrowser, page: Page): Promise<Page> =>
  await browser.submit(page, { answer: passkey.answer(page) }, { index: passkeyFormOf(page) });

/** A browser with a session of password and SMS, and a request that asks for more of it. */
const askedFor = async (extra: Record<string, string>) => {
  const { browser } = await signedIn(sso, "portal");
  const attempt = await beginSignIn(sso, "portal", extra);
  return { browser, attempt, page: await browser.open(attempt.url) };
};

test("an essential level 3 asks a session of level 2 for the passkey alone, and says why", async () => {
  const { browser, attempt, page } = await askedFor(essential(loa(3)));
  assert.match(textOf(page), /تطلب الخدمة دخولا أقوى/);
  assert.equal(valueOf(page, "nationalId"), undefined);
  assert.equal(valueOf(page, "password"), undefined);
  await ageSessions(sso, 100);
  const last = await usePasskey(browser, page);
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.equal(claims?.["acr"], loa(3));
  assert.deepEqual(claims?.["amr"], ["hwk", "user", "mfa"]);
  const age = Date.now() / 1_000 - Number(claims?.auth_time);
  assert.ok(age < 60, "the time is that of the passkey");
  const silent = await beginSignIn(sso, "portal", { ...essential(loa(3)), prompt: "none" });
  const again = await browser.open(silent.url);
  assert.equal((await silent.finish(again.leftTo ?? "")).claims()?.["acr"], loa(3));
});

test("a new sign-in for level 3 takes password and passkey, and no other second step", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal", essential(loa(3)));
  const sent = sso.sms.messages.length;
  const second = await browser.submit(await browser.open(attempt.url), amalTypes);
  assert.equal(sso.sms.messages.length, sent);
  assert.match(textOf(second), /أثبت أنك أنت بمفتاح المرور/);
  assert.doesNotMatch(second.html, /\/ways"/);
  const last = await usePasskey(browser, second);
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.equal(claims?.["acr"], loa(3));
  assert.deepEqual(claims?.["amr"], ["pwd", "hwk", "user", "mfa"]);
});

test("what the person cannot reach is said, and answered to the service", async () => {
  await proofed("registry");
  const { browser, attempt, page } = await askedFor(essential(loa(3)));
  assert.equal(page.status, 403);
  assert.match(textOf(page), /أثبت هويته وجها لوجه/);
  const back = await browser.submit(page, {});
  const error = new URL(back.leftTo ?? "").searchParams.get("error");
  assert.equal(error, "unmet_authentication_requirements");
  await assert.rejects(attempt.finish(back.leftTo ?? ""));
  await proofed("counter");
  await sso.db.deleteFrom("passkey").execute();
  const without = await browser.open((await beginSignIn(sso, "portal", essential(loa(3)))).url);
  assert.match(textOf(without), /وليس في حسابك مفتاح/);
  const silent = await beginSignIn(sso, "portal", { ...essential(loa(3)), prompt: "none" });
  const told = await browser.open(silent.url);
  assert.equal(
    new URL(told.leftTo ?? "").searchParams.get("error"),
    "unmet_authentication_requirements",
  );
});

test("unknown values are ignored where they are a wish, and fail where they are essential", async () => {
  const { page, attempt } = await askedFor({ acr_values: "urn:other:gold" });
  assert.equal((await attempt.finish(page.leftTo ?? "")).claims()?.["acr"], loa(2));
  const hard = await askedFor(essential("urn:other:gold"));
  assert.match(textOf(hard.page), /طلبت الخدمة درجة دخول لا نعرفها/);
  const back = await hard.browser.submit(hard.page, {});
  assert.match(back.leftTo ?? "", /unmet_authentication_requirements/);
});

test("a wish for level 3 is offered once, may be left, and never stops a silent request", async () => {
  const wish = { acr_values: `${loa(3)} ${loa(2)}` };
  const { browser, attempt, page } = await askedFor(wish);
  await ageSessions(sso, 100);
  const left = await browser.submit(page, {}, { index: 1 });
  const claims = (await attempt.finish(left.leftTo ?? "")).claims();
  assert.equal(claims?.["acr"], loa(2));
  assert.deepEqual(claims?.["amr"], ["pwd", "otp", "sms", "mfa"]);
  assert.ok(Date.now() / 1_000 - Number(claims?.auth_time) >= 100, "the time stays as it was");
  const silent = await beginSignIn(sso, "portal", { ...wish, prompt: "none" });
  const there = await browser.open(silent.url);
  assert.equal((await silent.finish(there.leftTo ?? "")).claims()?.["acr"], loa(2));
  await proofed("registry");
  const out = await beginSignIn(sso, "portal", wish);
  const through = await browser.open(out.url);
  assert.equal((await out.finish(through.leftTo ?? "")).claims()?.["acr"], loa(2));
});

test("a client's own minimum holds whatever its requests ask", async () => {
  const { browser } = await signedIn(sso, "portal");
  await adminPut(sso, "clients/portal", { ...clients.portal, minimumAcr: loa(3) });
  try {
    const attempt = await beginSignIn(sso, "portal", { acr_values: loa(2) });
    const page = await browser.open(attempt.url);
    assert.match(textOf(page), /تطلب الخدمة دخولا أقوى/);
    const last = await usePasskey(browser, page);
    assert.equal((await attempt.finish(last.leftTo ?? "")).claims()?.["acr"], loa(3));
  } finally {
    await adminPut(sso, "clients/portal", clients.portal);
  }
});

test("a service that knows level 2 alone is told level 2 of a sign-in of level 3", async () => {
  const { browser, page } = await askedFor(essential(loa(3)));
  await usePasskey(browser, page);
  const attempt = await beginSignIn(sso, "portal", essential(loa(2)));
  const there = await browser.open(attempt.url);
  assert.equal((await attempt.finish(there.leftTo ?? "")).claims()?.["acr"], loa(2));
});

test("a fresh sign-in asks the same person for the password again, and dates the token", async () => {
  const { browser } = await signedIn(sso, "portal");
  await ageSessions(sso, 1_000);
  const attempt = await beginSignIn(sso, "portal", { max_age: "600" });
  const page = await browser.open(attempt.url);
  assert.match(textOf(page), /تطلب الخدمة أن تثبت الآن أنك أنت/);
  assert.match(textOf(page), /أمل حسن/);
  assert.equal(valueOf(page, "nationalId"), amal.nationalId, "it is not asked again");
  const wrong = await browser.submit(page, { password: "wrong" });
  assert.match(textOf(wrong), /أمل حسن/);
  const second = await browser.submit(wrong, { password: amal.password });
  const last = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.ok(Date.now() / 1_000 - Number(claims?.auth_time) < 60);
  const other = await browser.open(`${page.url.split("?")[0]}?change=1`);
  assert.equal(other.status, 410, "the page that was answered has ended");
});

test("a passkey of somebody else does not raise a session, nor does one with a wrong answer", async () => {
  const stranger = await createSoftPasskey(sso, "0198c0de-0000-7000-8000-000000000001");
  const { browser, page } = await askedFor(essential(loa(3)));
  const form = { index: passkeyFormOf(page) };
  const unknown = await browser.submit(page, { answer: stranger.answer(page) }, form);
  assert.match(textOf(unknown), /لا حساب هنا بهذا المفتاح/);
  const changes = [
    { origin: "http://evil.test" },
    { rpId: "evil.test" },
    { flags: 0x01 },
    { flags: 0x04 },
  ];
  for (const change of changes) {
    const answer = passkey.answer(page, change);
    const refused = await browser.submit(page, { answer }, form);
    assert.match(textOf(refused), /لم يثبت جهازك أنك أنت/, JSON.stringify(change));
  }
  for (const answer of ["", "{}", "[]", "x".repeat(9_000), '{"id":"a"}']) {
    const malformed = await browser.submit(page, { answer }, form);
    assert.match(textOf(malformed), /لم يصل جواب جهازك كاملا/);
  }
  const elsewhere = createFormBrowser(sso.issuer);
  const other = await elsewhere.open((await beginSignIn(sso, "portal")).url);
  const replayed = await elsewhere.submit(
    other,
    { answer: passkey.answer(page) },
    { index: passkeyFormOf(other) },
  );
  assert.match(textOf(replayed), /بقيت الصفحة مفتوحة طويلا/, "a challenge is of one sign-in");
});

test("of twenty uses of one passkey's answer at once exactly one signs in", async () => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, "portal")).url);
  const answer = passkey.answer(page);
  const form = { index: passkeyFormOf(page) };
  const before = await completions();
  await Promise.all(Array.from({ length: 20 }, () => browser.submit(page, { answer }, form)));
  assert.equal((await completions()) - before, 1);
});

const completions = async (): Promise<number> => {
  const rows = await sso.db
    .selectFrom("audit_event")
    .select("id")
    .where("event", "=", "sign-in.completed")
    .execute();
  return rows.length;
};
