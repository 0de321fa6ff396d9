import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { beginSignIn, signInAsCitizen } from "./people-and-clients.ts";
import { claim, finish, password } from "./register.ts";
import { seedRegistrars, signedInAtOffice } from "./registrars.ts";
import {
  describe,
  startSsoWithRegistry,
  type Described,
  type RegistryUnderTest,
} from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

let exchange: RegistryUnderTest;
let sso: SsoUnderTest;
let close: () => Promise<void>;
let amani: FormBrowser;
let jihad: FormBrowser;
before(async () => {
  ({ exchange, sso, close } = await startSsoWithRegistry());
  await seedRegistrars(sso);
  amani = await signedInAtOffice(sso, "amani");
  jihad = await signedInAtOffice(sso, "jihad");
});
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  exchange.state.down = false;
  sso.time.aheadMs = 0;
});

const hour = 3_600_000;
const newPassword = "زيتون بحر طاولة";
const newPhone = "+970599313131";

const registered = async (key: string) => {
  const who = describe(key);
  const browser = createFormBrowser(sso.issuer);
  await finish(sso, browser, await claim(browser, who), who.phone);
  await browser.open("/account");
  return { who, browser };
};

const signIn = async (who: Described, secret: string, phone = who.phone): Promise<Page> => {
  const browser = createFormBrowser(sso.issuer);
  const { url } = await beginSignIn(sso, "portal");
  const { nationalId } = who;
  return await signInAsCitizen(sso, browser, await browser.open(url), {
    nationalId,
    password: secret,
    phone,
  });
};

/** Number and document; gives the page of the code. */
const forget = async (browser: FormBrowser, who: Described): Promise<Page> => {
  const { nationalId, documentKind, documentNumber } = who;
  const page = await browser.submit(await browser.open("/recover"), { nationalId });
  return await browser.submit(page, { documentKind, documentNumber });
};

test("who forgot the password sets another with document and phone, and is signed out everywhere", async () => {
  const { who, browser: before } = await registered("sara");
  assert.match(textOf(await before.open("/account")), /سارة/);
  const browser = createFormBrowser(sso.issuer);
  let page = await forget(browser, who);
  page = await browser.submit(page, { code: sso.sms.codeFor(who.phone) });
  const weak = await browser.submit(page, { password: "sara1991", passwordAgain: "sara1991" });
  assert.match(textOf(weak), /في كلمة السر اسمك/);
  page = await browser.submit(page, { password: newPassword, passwordAgain: newPassword });
  assert.match(textOf(page), /تغيّرت كلمة السر/);
  assert.match((await before.open("/account")).url, /\/interaction\//, "that session is over");
  assert.ok((await signIn(who, newPassword)).leftTo);
  assert.equal((await signIn(who, password)).leftTo, undefined);
  await sso.deliver();
  const told = sso.sms.messages.filter(({ to }) => to === who.phone).at(-2);
  assert.match(`${told?.text}${sso.sms.messages.at(-1)?.text}`, /تغيرت كلمة سر حسابك/);
  assert.equal((await browser.open("/recover/password")).status, 410, "it works once");
});

test("no page, no status and no registry call tells whether there is an account", async () => {
  const { who } = await registered("omar");
  const withAccount: Described = { ...who };
  const cases: Described[] = [
    withAccount,
    { ...who, documentNumber: "19340922" },
    // Known to the registry, without an account; then known to nobody.
    describe("layla"),
    describe("anas"),
  ];
  const shapes = new Set<string>();
  for (const one of cases) {
    const browser = createFormBrowser(sso.issuer);
    exchange.seen.length = 0;
    const page = await forget(browser, one);
    assert.equal(exchange.seen.length, 1);
    assert.equal(exchange.seen[0]?.purpose, "account-recovery");
    const wrong = await browser.submit(page, { code: "000000" });
    const again = await browser.submit(page, {}, { index: 1 });
    const shape = [page, wrong, again].map(({ url, status, html }) => ({
      url,
      status,
      html: html.replace(/name="_csrf" value="[^"]*"/g, ""),
    }));
    shapes.add(JSON.stringify(shape));
  }
  assert.equal(shapes.size, 1);
  const sent = sso.sms.messages.filter(({ to }) => to === describe("layla").phone);
  assert.equal(sent.length, 0, "and nobody else's phone rings");
});

test("guesses are counted, and a registry that is down is named", async () => {
  const huda = describe("huda");
  exchange.state.down = true;
  const browser = createFormBrowser(sso.issuer);
  const down = await forget(browser, huda);
  assert.equal(down.status, 503);
  assert.match(textOf(down), /السجل المدني في وزارة الداخلية لا يجيب/);
  exchange.state.down = false;
  for (let round = 0; round < 5; round += 1) await forget(createFormBrowser(sso.issuer), huda);
  assert.equal((await forget(createFormBrowser(sso.issuer), huda)).status, 429);
});

const seen = ({ documentKind, documentNumber }: Described) => ({
  documentSeen: "yes",
  faceMatches: "yes",
  documentKind,
  documentNumber,
});

/** The first registrar begins a recovery; gives its path. */
const propose = async (who: Described): Promise<string> => {
  const { nationalId } = who;
  const person = await amani.submit(await amani.open("/office/recovery"), { nationalId });
  const page = await amani.submit(person, { ...seen(who), newPhone: "0599313131" });
  assert.match(textOf(page), /بدأت الاستعادة/);
  await sso.deliver();
  return new URL(page.url).pathname;
};

const confirm = async (path: string): Promise<Page> =>
  await jihad.submit(await jihad.open(path), {}, { index: 0 });

/** A code to the new phone, and the end. */
const complete = async (path: string): Promise<Page> => {
  const sent = await amani.submit(await amani.open(path), {}, { index: 0 });
  return await amani.submit(sent, { code: sso.sms.codeFor(newPhone) }, { index: 1 });
};

const phoneOf = async ({ nationalId }: Described) =>
  (
    await sso.db
      .selectFrom("account")
      .select("phone")
      .where("national_id", "=", nationalId)
      .executeTakeFirst()
  )?.phone;

test("two registrars, two days and a code on the new phone give a new phone and a printed code", async () => {
  const { who, browser: before } = await registered("layla");
  const path = await propose(who);
  const notice = sso.sms.messages.findLast(({ to }) => to === who.phone)?.text ?? "";
  assert.match(notice, /بدأ أحدهم استعادة حسابك[\s\S]*\/undo\/recovery\//);
  const own = await amani.open(path);
  assert.doesNotMatch(own.html, /\/confirm"/);
  const forced = { ...own, html: own.html.replaceAll("/refuse", "/confirm") };
  assert.equal((await amani.submit(forced, {}, { index: 0 })).status, 403);
  assert.match(textOf(await confirm(path)), /بدأ الانتظار/);
  const { id } = await sso.db
    .selectFrom("account")
    .select("id")
    .where("national_id", "=", who.nationalId)
    .executeTakeFirstOrThrow();
  const code1 = { person_id: id, hash: Buffer.alloc(32, 1) };
  await sso.db.insertInto("recovery_code").values(code1).execute();
  sso.time.aheadMs = 47 * hour;
  assert.match(textOf(await amani.open(path)), /لم تنقض المهلة/);
  const early = { ...own, html: own.html.replaceAll("/refuse", "/code") };
  await amani.submit(early, {}, { index: 0 });
  const code = sso.sms.codeFor(newPhone);
  const html = early.html.replaceAll("/code", "/complete");
  const tried = await amani.submit({ ...early, html }, { code }, { index: 0 });
  assert.equal(tried.status, 409);
  assert.equal(await phoneOf(who), who.phone);
  sso.time.aheadMs = 48 * hour + 60_000;
  const done = await complete(path);
  assert.match(textOf(done), /اكتملت الاستعادة/);
  assert.equal(await phoneOf(who), newPhone);
  const left = sso.db.selectFrom("recovery_code").selectAll().where("person_id", "=", id);
  assert.deepEqual(await left.execute(), [], "other ways of signing in went with the phone");
  assert.match((await before.open("/account")).url, /\/interaction\//, "signed out everywhere");
  assert.equal(
    (await signIn(who, password, newPhone)).leftTo,
    undefined,
    "the old password is gone",
  );
  await sso.deliver();
  const told = sso.sms.messages.filter(({ text }) => /تمت استعادة حسابك/.test(text));
  assert.deepEqual(told.map(({ to }) => to).toSorted(), [newPhone, who.phone].toSorted());

  const setup = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(textOf(done))?.[0] ?? "";
  const browser = createFormBrowser(sso.issuer);
  const start = await browser.open("/recover/setup");
  const { nationalId } = who;
  await browser.submit(start, { nationalId: describe("omar").nationalId, setupCode: setup });
  let page = await browser.submit(start, { nationalId, setupCode: setup.toLowerCase() });
  page = await browser.submit(page, { code: sso.sms.codeFor(newPhone) });
  page = await browser.submit(page, { password: newPassword, passwordAgain: newPassword });
  assert.match(textOf(page), /تغيّرت كلمة السر/);
  assert.ok((await signIn(who, newPassword, newPhone)).leftTo);
  page = await browser.submit(start, { nationalId, setupCode: setup });
  page = await browser.submit(page, { code: sso.sms.codeFor(newPhone) });
  assert.equal(new URL(page.url).pathname, "/recover/code", "the printed code works once");
});

test("whoever has the old phone stops it with the notice's link, before and during the wait", async () => {
  const { who } = await registered("yousef");
  for (const confirmed of [false, true]) {
    const path = await propose(who);
    if (confirmed) await confirm(path);
    const text = sso.sms.messages.findLast(({ to }) => to === who.phone)?.text ?? "";
    const link = /https?:\S+\/undo\/recovery\/\S+/.exec(text)?.[0] ?? "";
    const owner = createFormBrowser(sso.issuer);
    const page = await owner.open(link);
    assert.match(textOf(page), /لست أنا: أوقفها/);
    assert.match(textOf(await owner.submit(page, {})), /أوقفناها/);
    assert.equal((await owner.open(link)).status, 410);
    sso.time.aheadMs = 72 * hour;
    assert.equal((await amani.open(path)).status, 404, "there is nothing to complete");
    assert.equal(await phoneOf(who), who.phone);
    sso.time.aheadMs = 0;
  }
  const forged = await createFormBrowser(sso.issuer).open(`/undo/recovery/${"0".repeat(36)}.x`);
  assert.equal(forged.status, 410);
});

test("a sign-in of the owner stops it", async () => {
  const { who } = await registered("mariam");
  const path = await propose(who);
  await confirm(path);
  assert.ok((await signIn(who, password)).leftTo);
  sso.time.aheadMs = 49 * hour;
  const stopped = await complete(path);
  assert.equal(stopped.status, 409);
  assert.match(textOf(stopped), /دخل صاحب الحساب/);
  assert.equal(await phoneOf(who), who.phone);
});

test("of two registrars who complete at once one changes the phone", async () => {
  const { who } = await registered("khaled");
  const path = await propose(who);
  await confirm(path);
  sso.time.aheadMs = 49 * hour;
  const sent = await amani.submit(await amani.open(path), {}, { index: 0 });
  const code = sso.sms.codeFor(newPhone);
  const ends = await Promise.all([1, 2, 3].map(() => amani.submit(sent, { code }, { index: 1 })));
  const printed = ends.filter((page) => /اكتملت الاستعادة/.test(textOf(page)));
  assert.equal(printed.length, 1);
  assert.ok(ends.every(({ status }) => status < 500));
});

test("what a registrar leaves out or gets wrong is named", async () => {
  const { who } = await registered("tariq");
  const { nationalId } = who;
  const person = await amani.submit(await amani.open("/office/recovery"), { nationalId });
  const wrong: [Record<string, string>, RegExp][] = [
    [{ ...seen(who), newPhone: "" }, /اكتب رقم الهاتف/],
    [{ ...seen(who), newPhone: "022987654" }, /رقم هاتف محمول/],
    [{ ...seen(who), newPhone: who.phone }, /هذا رقم الحساب نفسه/],
    [{ ...seen(who), faceMatches: "", newPhone }, /تقارن الوجه/],
    [{ ...seen(who), documentNumber: "1234567", newPhone }, /ليست آخر وثيقة/],
  ];
  for (const [typed, says] of wrong) {
    const answer = await amani.submit(person, typed);
    assert.equal(answer.status, 400);
    assert.match(textOf(answer), says);
  }
});
