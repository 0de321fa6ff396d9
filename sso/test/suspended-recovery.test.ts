import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { protect } from "#src/protection/protect.ts";
import { newSetupCode, setupCodeHash } from "#src/recovery/setup-code.ts";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { claim, finish } from "./register.ts";
import { describe, startSsoWithRegistry, type Described } from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let close: () => Promise<void>;
before(async () => ({ sso, close } = await startSsoWithRegistry()));
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const newPassword = { password: "زيتون بحر طاولة", passwordAgain: "زيتون بحر طاولة" };

const registered = async (key: string): Promise<Described & { id: string }> => {
  const who = describe(key);
  const browser = createFormBrowser(sso.issuer);
  await finish(sso, browser, await claim(browser, who), who.phone);
  const { id } = await sso.db
    .selectFrom("account")
    .select("id")
    .where("national_id", "=", who.nationalId)
    .executeTakeFirstOrThrow();
  await sso.deliver();
  return { ...who, id };
};

const suspend = async ({ id }: { id: string }): Promise<void> => {
  const link = { personId: id, at: new Date() };
  const origin = { address: "127.0.0.1", userAgent: undefined };
  assert.equal(await protect(sso.db, link, origin), "suspended");
  await sso.deliver();
};

const hashOf = async ({ id }: { id: string }): Promise<string> => {
  const query = sso.db.selectFrom("credential").select("hash");
  return (await query.where("person_id", "=", id).executeTakeFirstOrThrow()).hash;
};

const byDocument = async (browser: FormBrowser, who: Described): Promise<Page> => {
  const { nationalId, documentKind, documentNumber } = who;
  const page = await browser.submit(await browser.open("/recover"), { nationalId });
  return await browser.submit(page, { documentKind, documentNumber });
};

/** A code printed at a counter, as the end of a recovery leaves it. */
const printedFor = async ({ id, nationalId }: { id: string; nationalId: string }) => {
  const code = newSetupCode();
  const [one, two] = [
    "0190a8f0-0000-7000-8000-000000000001",
    "0190a8f0-0000-7000-8000-000000000002",
  ];
  const now = new Date();
  const done = { proposed_at: now, confirmed_at: now, ready_at: now, ended_at: now };
  await sso.db
    .insertInto("recovery")
    .values({
      person_id: id,
      state: "completed",
      new_phone: "+970599313131",
      proposed_by: one,
      confirmed_by: two,
      completed_by: two,
      ...done,
      setup_hash: setupCodeHash(sso.config.KEY_ENCRYPTION_KEY, nationalId, code),
      setup_expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute();
  return code;
};

/** What a browser is shown of a page, without what differs each time. */
const shapeOf = ({ url, status, html }: Page) => ({
  url,
  status,
  html: html.replace(/name="_csrf" value="[^"]*"/g, ""),
});

const toldTo = (phone: string): string[] =>
  sso.sms.messages.filter(({ to }) => to === phone).map(({ text }) => text);

test("the owner of a suspended account sees what all see, and their phone says what to do", async () => {
  const who = await registered("sara");
  await suspend(who);
  const [before_, hash] = [toldTo(who.phone).length, await hashOf(who)];
  const shapes: unknown[] = [];
  for (const asked of [who, { ...who, documentNumber: "19340922" }, describe("layla")]) {
    const browser = createFormBrowser(sso.issuer);
    const page = await byDocument(browser, asked);
    const wrong = await browser.submit(page, { code: "000000" });
    const again = await browser.submit(page, {}, { index: 1 });
    shapes.push([page, wrong, again].map(shapeOf));
  }
  assert.deepEqual(shapes[0], shapes[1]);
  assert.deepEqual(shapes[0], shapes[2]);
  await sso.deliver();
  const [told = "", ...more] = toldTo(who.phone).slice(before_);
  assert.deepEqual(more, [], "one message, and no code; a wrong document tells nobody");
  assert.match(told, /لم نرسل رمزا لأنه موقوف.*راجع مكتب خدمة ببطاقة هويتك/);
  assert.equal(toldTo(describe("layla").phone).length, 0);
  assert.equal(await hashOf(who), hash);
});

test("a printed code opens no suspended account, and is good once the account works again", async () => {
  const who = await registered("omar");
  const setupCode = await printedFor(who);
  await suspend(who);
  const before_ = toldTo(who.phone).length;
  const { nationalId } = who;
  const start = await createFormBrowser(sso.issuer).open("/recover/setup");
  assert.equal(start.status, 200);
  const shapes: unknown[] = [];
  for (const typed of [setupCode, newSetupCode()]) {
    const browser = createFormBrowser(sso.issuer);
    const page = await browser.submit(await browser.open("/recover/setup"), {
      nationalId,
      setupCode: typed,
    });
    shapes.push(shapeOf(page));
  }
  assert.deepEqual(shapes[0], shapes[1]);
  await sso.deliver();
  assert.equal(toldTo(who.phone).length, before_ + 1);
  assert.match(toldTo(who.phone).at(-1) ?? "", /راجع مكتب خدمة/);
  await sso.db.updateTable("account").set({ status: "active" }).where("id", "=", who.id).execute();
  const browser = createFormBrowser(sso.issuer);
  let page = await browser.submit(await browser.open("/recover/setup"), { nationalId, setupCode });
  page = await browser.submit(page, { code: sso.sms.codeFor(who.phone) });
  page = await browser.submit(page, newPassword);
  assert.match(textOf(page), /تغيّرت كلمة السر/);
});

test("whoever is under way when the account is suspended gets no further", async () => {
  const who = await registered("huda");
  const [early, late] = [createFormBrowser(sso.issuer), createFormBrowser(sso.issuer)];
  const earlyPage = await byDocument(early, who);
  const earlyCode = sso.sms.codeFor(who.phone);
  const latePage = await byDocument(late, who);
  const password = await late.submit(latePage, { code: sso.sms.codeFor(who.phone) });
  assert.match(textOf(password), /اختر كلمة سر جديدة/);
  const hash = await hashOf(who);
  await suspend(who);
  const refused = await early.submit(earlyPage, { code: earlyCode });
  assert.equal(refused.status, 400, "a code of before is as wrong as any");
  assert.equal((await late.submit(password, newPassword)).status, 410);
  assert.equal(await hashOf(who), hash);
});

test("no notice of a suspension sends people to the sign-in page, where they get no further", async () => {
  const who = await registered("yousef");
  await suspend(who);
  assert.match(toldTo(who.phone).at(-1) ?? "", /لتعود إلى حسابك راجع مكتب خدمة ببطاقة هويتك\.$/);
});
