import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf } from "./form-browser.ts";
import type { FormBrowser, Page } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, murad, seed, signedIn } from "./people-and-clients.ts";
import { totpCode } from "./people-and-clients.ts";
import { ageSessions } from "./age-sessions.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { parseRecoveryCode } from "#src/recovery-code/recovery-code.ts";
import { useRecoveryCode } from "#src/recovery-code/use-recovery-code.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  for (const table of ["throttle", "recovery_code", "preferred_factor"] as const) {
    await sso.db.deleteFrom(table).execute();
  }
  const { id } = await amalId();
  await sso.db.deleteFrom("authenticator").where("person_id", "=", id).execute();
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
});

const amalId = async () =>
  await sso.db
    .selectFrom("account")
    .select("id")
    .where("national_id", "=", amal.nationalId)
    .executeTakeFirstOrThrow();

/** The second step after the right password, in a new browser. */
const secondStep = async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const page = await browser.submit(await browser.open(attempt.url), amalTypes);
  return { browser, attempt, page };
};

const choose = async (browser: FormBrowser, page: Page, way: string): Promise<Page> => {
  const ways = await browser.open(page.url.replace(/\/code.*$/, "/ways"));
  return await browser.submit(ways, {}, { press: ["way", way] });
};

const secretOn = (page: Page): string =>
  (/<bdi[^>]*>([A-Z2-7]{4}(?: [A-Z2-7]{4})+)<\/bdi>/.exec(page.html)?.[1] ?? "").replaceAll(
    " ",
    "",
  );

/** Links an authenticator as the citizen; gives its secret. */
const link = async (browser: FormBrowser): Promise<string> => {
  const page = await browser.open("/account/security/authenticator");
  const secret = secretOn(page);
  const linked = await browser.submit(page, { code: totpCode(secret, -1) });
  assert.match(textOf(linked), /رُبط تطبيق الرموز/);
  return secret;
};

const makeCodes = async (browser: FormBrowser): Promise<string[]> => {
  const question = await browser.open("/account/security/recovery-codes");
  const page = await browser.submit(question, {});
  return [...page.html.matchAll(/>([0-9A-Z]{5}-[0-9A-Z]{5})</g)].map(([, code]) => code ?? "");
};

test("a citizen links an authenticator, is asked for its code, and no code works twice", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  const secret = await link(own);
  const before = sso.sms.messages.length;
  const { browser, attempt, page } = await secondStep();
  assert.match(textOf(page), /افتح تطبيق الرموز/);
  assert.equal(sso.sms.messages.length, before, "no SMS is spent on who needs none");
  const old = await browser.submit(page, { code: totpCode(secret, -1) });
  assert.match(textOf(old), /هذا الرمز استُعمل/, "the code that linked it is spent");
  const code = totpCode(secret);
  const last = await browser.submit(page, { code });
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.deepEqual(claims?.["amr"], ["pwd", "otp", "mfa"]);
  const thief = await secondStep();
  const again = await thief.browser.submit(thief.page, { code });
  assert.equal(again.status, 400);
  assert.match(textOf(again), /هذا الرمز استُعمل/);
});

test("of six uses of one authenticator code at once exactly one signs in", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  const secret = await link(own);
  const steps = [];
  for (let count = 0; count < 6; count += 1) steps.push(await secondStep());
  await sso.db.deleteFrom("throttle").execute();
  const code = totpCode(secret);
  const answers = await Promise.all(
    steps.map(({ browser, page }) => browser.submit(page, { code })),
  );
  assert.equal(answers.filter(({ leftTo }) => leftTo !== undefined).length, 1);
});

test("a wrong code of a new authenticator links nothing and keeps its secret", async () => {
  const { browser } = await signedIn(sso, "portal");
  const page = await browser.open("/account/security/authenticator");
  for (const code of ["", "12", "000000"]) {
    const wrong = await browser.submit(page, { code });
    assert.equal(wrong.status, 400);
    assert.equal(secretOn(wrong), secretOn(page));
  }
  const forged = await browser.submit(page, { sealed: "AAAA", code: totpCode(secretOn(page)) });
  assert.equal(forged.status, 400);
  assert.notEqual(secretOn(forged), secretOn(page));
  const { id } = await amalId();
  const rows = await sso.db.selectFrom("authenticator").where("person_id", "=", id).execute();
  assert.equal(rows.length, 0);
});

test("recovery codes: ten, shown once, one use each, the rest counted, the owner told", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  const codes = await makeCodes(own);
  assert.equal(new Set(codes).size, 10);
  assert.match(textOf(await own.open("/account/security")), /10 \/ 10/);
  const { browser, attempt, page } = await secondStep();
  const paper = await choose(browser, page, "recovery-code");
  const typed = ` ${codes[3]?.toLowerCase().replace("-", " ")} `;
  const last = await browser.submit(paper, { code: typed });
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.deepEqual(claims?.["amr"], ["pwd", "otp", "mfa"]);
  assert.match(textOf(await own.open("/account/security")), /9 \/ 10/);
  assert.match(sso.sms.messages.at(-1)?.text ?? "", /Recovery code used\. 9 left/);
  const second = await secondStep();
  const again = await choose(second.browser, second.page, "recovery-code");
  const used = await second.browser.submit(again, { code: codes[3] ?? "" });
  assert.match(textOf(used), /هذا الرمز استُعمل من قبل/);
  const none = await second.browser.submit(again, { code: "00000-00000" });
  assert.match(textOf(none), /ليس هذا من رموزك/);
  const malformed = await second.browser.submit(again, { code: "123" });
  assert.match(textOf(malformed), /عشرة حروف/);
  assert.equal(valueOf(malformed, "code"), "123");
  await makeCodes(own);
  const stale = await second.browser.submit(again, { code: codes[4] ?? "" });
  assert.match(textOf(stale), /ليس هذا من رموزك/, "new codes void the old");
});

test("of twenty uses of one recovery code at once exactly one wins", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  const [code = ""] = await makeCodes(own);
  const { id } = await amalId();
  const parsed = parseRecoveryCode(code);
  assert.ok(parsed.ok);
  const open = { key: Buffer.alloc(32), capacity: 1_000, drainPerSecond: 1 };
  const deps = {
    db: sso.db,
    buckets: () => open,
    sms: sso.sms,
    encryptionKey: sso.config.KEY_ENCRYPTION_KEY,
  };
  const person = { kind: "citizen", id, phone: amal.phone } as never;
  const origin = { address: "127.0.0.1", userAgent: undefined, clientId: "portal" };
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => useRecoveryCode(deps, person, parsed.value, origin)),
  );
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
});

test("the other ways are offered, and the one that a person likes comes first", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  await link(own);
  const security = await own.open("/account/security");
  const saved = await own.submit(security, { way: "sms" });
  assert.match(textOf(saved), /حُفظ اختيارك/);
  const { browser, attempt, page } = await secondStep();
  assert.match(textOf(page), /أرسلنا رمزا في رسالة قصيرة/);
  const totp = await choose(browser, page, "totp");
  assert.match(textOf(totp), /افتح تطبيق الرموز/);
  const nothing = await choose(browser, page, "passkey");
  assert.match(textOf(nothing), /كيف تثبت أنك أنت/, "a way that is not set up is not taken");
  const sms = await choose(browser, page, "sms");
  const last = await browser.submit(sms, { code: sso.sms.codeFor(amal.phone) });
  assert.deepEqual((await attempt.finish(last.leftTo ?? "")).claims()?.["amr"], [
    "pwd",
    "otp",
    "sms",
    "mfa",
  ]);
});

test("when the SMS network is down another way is open at once", async () => {
  const { browser: own } = await signedIn(sso, "portal");
  const secret = await link(own);
  await own.submit(await own.open("/account/security"), { way: "sms" });
  sso.sms.down = true;
  const { browser, attempt, page } = await secondStep();
  sso.sms.down = false;
  assert.equal(page.status, 503);
  const totp = await choose(browser, { ...page, url: `${page.url}/code` }, "totp");
  const last = await browser.submit(totp, { code: totpCode(secret) });
  assert.ok((await attempt.finish(last.leftTo ?? "")).claims());
});

test("an employee cannot unlink the only second step; a change needs a fresh sign-in", async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "backoffice");
  const { username, password } = murad;
  const second = await browser.submit(await browser.open(attempt.url), { username, password });
  await browser.submit(second, { code: totpCode(murad.totpSecret) });
  const question = await browser.open("/account/security/authenticator/remove");
  const refused = await browser.submit(question, {});
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /بغيره لا تستطيع الدخول/);
  await makeCodes(browser);
  const still = await browser.submit(question, {});
  assert.equal(still.status, 409, "codes on paper are no way to live by");
  await ageSessions(sso, 660);
  const asked = await browser.open("/account/security/authenticator/remove");
  assert.match(textOf(asked), /ادخل مرة أخرى/);
  assert.match(textOf(asked), /مراد عودة/);
});
