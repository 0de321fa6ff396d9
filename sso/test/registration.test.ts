import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf, type Page } from "./form-browser.ts";
import { beginSignIn } from "./people-and-clients.ts";
import { claim, finish, password } from "./register.ts";
import {
  describe,
  describeDeceased,
  startSsoWithRegistry,
  type Described,
  type RegistryUnderTest,
} from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

let exchange: RegistryUnderTest;
let sso: SsoUnderTest;
let close: () => Promise<void>;
before(async () => {
  ({ exchange, sso, close } = await startSsoWithRegistry());
});
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  exchange.state.down = false;
  exchange.seen.length = 0;
});

const hrefAfter = (page: Page): string =>
  /<a[^>]*class="btn"[^>]*href="([^"]*)"/.exec(page.html)?.[1] ?? "";

const accountOf = async (nationalId: string) =>
  await sso.db
    .selectFrom("account")
    .selectAll()
    .where("national_id", "=", nationalId)
    .executeTakeFirst();

test("whoever the registry knows opens an account and is signed in at the service", async () => {
  const sara = describe("sara");
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const first = await browser.open(attempt.url);
  const link = /href="(\/register\?for=[^"]*)"/.exec(first.html)?.[1] ?? "";
  const done = await finish(sso, browser, await claim(browser, sara, link), sara.phone);
  assert.match(textOf(done), /فُتح حسابك/);
  const away = await browser.open(hrefAfter(done));
  const tokens = await attempt.finish(away.leftTo ?? "");
  assert.equal(tokens.claims()?.["acr"], "urn:gov:loa:2");
  const account = await accountOf(sara.nationalId);
  assert.equal(account?.proofing, "registry");
  assert.deepEqual(account?.name, {
    ar: "سارة محمود يوسف الخطيب",
    en: "Sara Mahmoud Yousef Al-Khatib",
  });
  assert.deepEqual(exchange.seen, [
    {
      path: `/r1/PS/GOV/MOI/civil-registry/person/${sara.nationalId}`,
      purpose: "identity-proofing",
      user: `PS${sara.nationalId}`,
    },
  ]);
  const again = await browser.open((await beginSignIn(sso, "portal", { prompt: "login" })).url);
  assert.match(again.url, /\/interaction\//, "the sign-in that a registration gives is one");
  const other = createFormBrowser(sso.issuer);
  assert.match(textOf(await claim(other, sara)), /لديك حساب بهذه الهوية/);
});

test("without a service, the account's own page is where it ends", async () => {
  const omar = describe("omar");
  const browser = createFormBrowser(sso.issuer);
  const done = await finish(sso, browser, await claim(browser, omar), omar.phone);
  const account = await browser.open(hrefAfter(done));
  assert.equal(new URL(account.url).pathname, "/account");
  assert.match(textOf(account), /عمر خليل أحمد النجار/);
});

test("going back keeps every answer, another browser has none, and half an hour ends it", async () => {
  const layla = describe("layla");
  const browser = createFormBrowser(sso.issuer);
  await claim(browser, layla);
  assert.equal(
    valueOf(await browser.open("/register/national-id"), "nationalId"),
    layla.nationalId,
  );
  assert.equal(valueOf(await browser.open("/register/name"), "familyName"), layla.familyName);
  assert.equal(valueOf(await browser.open("/register/birth-date"), "dateOfBirth-day"), "25");
  const document = await browser.open("/register/document");
  assert.equal(valueOf(document, "documentNumber"), layla.documentNumber);
  assert.match(document.html, /value="passport"[^>]*checked/);
  assert.equal((await createFormBrowser(sso.issuer).open("/register/name")).status, 410);
  const start = await browser.open("/register");
  assert.match(start.html, /href="\/register\/phone"/, "goes on where it was left");
  await sso.db
    .updateTable("registration")
    .set({ expires_at: new Date(0) })
    .execute();
  assert.equal((await browser.open("/register/name")).status, 410);
});

test("what is kept meanwhile is unreadable, and nobody gets ahead of the questions", async () => {
  const browser = createFormBrowser(sso.issuer);
  await claim(browser, describe("yousef"));
  const rows = await sso.db.selectFrom("registration").select("answers").execute();
  const kept = Buffer.concat(rows.map(({ answers }) => answers ?? Buffer.alloc(0)));
  assert.ok(kept.length > 0 && !kept.includes(describe("yousef").nationalId));
  for (const step of ["code", "password", "terms"]) {
    assert.equal(
      new URL((await browser.open(`/register/${step}`)).url).pathname,
      "/register/phone",
    );
  }
});

test("unknown people, wrong names, days and documents are one answer at one cost", async () => {
  const mariam = describe("mariam");
  const unknown = describe("anas");
  const tries: Described[] = [
    { ...mariam, nationalId: unknown.nationalId },
    { ...mariam, firstName: "هدى" },
    { ...mariam, familyName: "حداد" },
    { ...mariam, dateOfBirth: { ...mariam.dateOfBirth, "dateOfBirth-day": "9" } },
    { ...mariam, documentNumber: "PX318871" },
    { ...mariam, documentKind: "idCard" },
    // Those who have an account, and those who have died, answer like everybody to wrong facts.
    { ...describe("sara"), documentNumber: "20481178" },
    { ...describeDeceased(), documentNumber: "10077121" },
  ];
  const shapes = new Set<string>();
  for (const one of tries) {
    exchange.seen.length = 0;
    const page = await claim(createFormBrowser(sso.issuer), one);
    assert.equal(page.status, 200);
    assert.equal(new URL(page.url).pathname, "/register/unconfirmed");
    assert.equal(exchange.seen.length, 1);
    const shape = page.html
      .replace(/<dl[\s\S]*?<\/dl>/, "")
      .replace(/name="_csrf" value="[^"]*"/g, "");
    shapes.add(shape);
  }
  assert.equal(shapes.size, 1, "the pages differ in what was typed alone");
});

test("whoever died is refused with kindness, a child is told of the guardian, unasked", async () => {
  const gone = await claim(createFormBrowser(sso.issuer), describeDeceased());
  assert.equal(gone.status, 403);
  assert.match(textOf(gone), /تعازينا/);
  exchange.seen.length = 0;
  const browser = createFormBrowser(sso.issuer);
  const young = { ...describe("nour").dateOfBirth, "dateOfBirth-year": "2016" };
  let page = await browser.submit(await browser.open("/register"), {});
  page = await browser.submit(page, { nationalId: describe("nour").nationalId });
  page = await browser.submit(page, { firstName: "نور", familyName: "عوض" });
  assert.match(textOf(await browser.submit(page, young)), /ولي أمرك/);
  assert.equal(exchange.seen.length, 0);
});

test("a registry that is down is named, and the same page goes on when it answers", async () => {
  exchange.state.down = true;
  const browser = createFormBrowser(sso.issuer);
  const khaled = describe("khaled");
  const page = await claim(browser, khaled);
  assert.equal(page.status, 503);
  assert.match(textOf(page), /السجل المدني في وزارة الداخلية لا يجيب/);
  assert.equal(valueOf(page, "documentNumber"), khaled.documentNumber);
  exchange.state.down = false;
  const { documentKind, documentNumber } = khaled;
  const on = await browser.submit(page, { documentKind, documentNumber });
  assert.equal(new URL(on.url).pathname, "/register/phone");
});

test("guesses at a document are counted by person and by address", async () => {
  const huda = describe("huda");
  const wrong = { ...huda, documentNumber: "30778103" };
  for (let round = 0; round < 6; round += 1) {
    await claim(createFormBrowser(sso.issuer), wrong);
  }
  const seventh = await claim(createFormBrowser(sso.issuer), huda);
  assert.equal(seventh.status, 429);
  assert.ok(Number(seventh.headers.get("retry-after")) > 0);
  assert.equal(exchange.seen.length, 6, "the registry is not asked for nothing");
});

test("of two requests that finish a registration one opens the account", async () => {
  const browser = createFormBrowser(sso.issuer);
  const tariq = describe("tariq");
  let page = await browser.submit(await claim(browser, tariq), { phone: tariq.phone });
  page = await browser.submit(page, { code: sso.sms.codeFor(tariq.phone) });
  page = await browser.submit(page, { password, passwordAgain: password });
  const ends = await Promise.all([1, 2, 3].map(() => browser.submit(page, { agree: "yes" })));
  assert.ok(ends.every(({ status }) => status < 500));
  const rows = await sso.db
    .selectFrom("audit_event")
    .select("id")
    .where("event", "=", "account.registered")
    .where("person_id", "=", (await accountOf(tariq.nationalId))?.id ?? "")
    .execute();
  assert.equal(rows.length, 1);
});

test("another phone after the code needs another code; a changed identity is asked again", async () => {
  const browser = createFormBrowser(sso.issuer);
  const rania = describe("rania");
  let page = await browser.submit(await claim(browser, rania), { phone: rania.phone });
  const codeOfFirst = sso.sms.codeFor(rania.phone);
  await browser.submit(await browser.open("/register/phone"), { phone: "0599000222" });
  page = await browser.open("/register/code");
  assert.equal((await browser.submit(page, { code: codeOfFirst })).status, 400);
  page = await browser.submit(page, { code: sso.sms.codeFor("+970599000222") });
  assert.equal(new URL(page.url).pathname, "/register/password");
  await browser.submit(await browser.open("/register/name"), {
    firstName: "سلمى",
    familyName: "علي",
  });
  const on = await browser.open("/register/terms");
  assert.equal(new URL(on.url).pathname, "/register/document", "the match was of another name");
});
