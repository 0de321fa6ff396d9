import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { allowApprovals, openApp } from "./approver-app.ts";
import { createFormBrowser, textOf } from "./form-browser.ts";
import type { FormBrowser, Page } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, seed, signedIn } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
  await allowApprovals(sso);
});
after(() => sso.close());
beforeEach(async () => {
  for (const table of ["throttle", "approval", "approver"] as const) {
    await sso.db.deleteFrom(table).execute();
  }
});

/** A sign-in elsewhere whose password was right: the page that waits for the app. */
const waiting = async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const page = await browser.submit(await browser.open(attempt.url), amalTypes);
  return { browser, attempt, page };
};

const numberOn = (page: Page): number =>
  Number(/class="big"><bdi[^>]*>(\d\d)</.exec(page.html)?.[1]);

const look = async (browser: FormBrowser, page: Page): Promise<Page> =>
  await browser.open(new URL(page.url).pathname);

const registeredApp = async () => {
  const app = await openApp(sso);
  assert.equal((await app.register()).status, 201);
  return app;
};

test("the app approves the number that the page shows, and the page goes on by itself", async () => {
  const app = await registeredApp();
  const { browser, attempt, page } = await waiting();
  assert.match(textOf(page), /وافق في تطبيق حكومتي/);
  assert.match(page.html, /<meta http-equiv="refresh" content="4"/);
  assert.match(textOf(page), new RegExp(new URL(sso.issuer).host));
  const [asked] = await app.pending();
  assert.ok(asked);
  assert.equal(asked.service.ar, "بوابة الخدمات");
  assert.equal(asked.domain, new URL(sso.issuer).host);
  assert.ok(asked.numbers.includes(numberOn(page)));
  assert.equal(numberOn(await look(browser, page)), numberOn(page), "looking asks nothing anew");
  const { id, challenge } = asked;
  const decided = await app.decide(id, { challenge, decision: "approve", number: numberOn(page) });
  assert.deepEqual(await decided.json(), { state: "approved" });
  const last = await look(browser, page);
  const claims = (await attempt.finish(last.leftTo ?? "")).claims();
  assert.equal(claims?.["acr"], "urn:gov:loa:2");
  assert.deepEqual(claims?.["amr"], ["pwd", "swk", "mfa"]);
  assert.deepEqual(await app.pending(), []);
});

test("a wrong number refuses for good, and so does a refusal", async () => {
  const app = await registeredApp();
  for (const answer of ["wrong", "refuse"] as const) {
    const { browser, page } = await waiting();
    const [asked] = await app.pending();
    assert.ok(asked);
    const { id, challenge, numbers } = asked;
    const number = numbers.find((one) => one !== numberOn(page));
    const decision = answer === "wrong" ? "approve" : "refuse";
    const decided = await app.decide(id, { challenge, decision, number });
    assert.deepEqual(await decided.json(), { state: "refused" });
    const right = { challenge, decision: "approve", number: numberOn(page) };
    assert.equal((await app.decide(id, right)).status, 404, "one answer each");
    const told = await look(browser, page);
    assert.equal(told.leftTo, undefined);
    assert.match(textOf(told), /لم يوافَق على الدخول/);
    assert.doesNotMatch(told.html, /http-equiv="refresh"/);
  }
});

test("after two minutes nothing can be approved, and the page stops looking", async () => {
  const app = await registeredApp();
  const { browser, page } = await waiting();
  const [asked] = await app.pending();
  assert.ok(asked);
  await sso.db
    .updateTable("approval")
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .execute();
  const { id, challenge } = asked;
  const late = await app.decide(id, { challenge, decision: "approve", number: numberOn(page) });
  assert.equal(late.status, 404);
  const told = await look(browser, page);
  assert.match(textOf(told), /انتهى وقت الموافقة/);
  assert.doesNotMatch(told.html, /http-equiv="refresh"/);
  const again = await browser.submit(told, {}, { press: ["way", "app"] });
  assert.ok(numberOn(again) >= 10, "it can be asked again");
});

test("one sign-in waits at a time, and questions are seldom", async () => {
  const app = await registeredApp();
  const before = await questions();
  const first = await waiting();
  const second = await waiting();
  assert.match(textOf(second.page), /دخول آخر ينتظر جوابك/);
  assert.equal((await app.pending()).length, 1);
  assert.ok(numberOn(first.page) >= 10);
  let { page } = first;
  for (let count = 0; count < 8; count += 1) {
    const ways = await first.browser.open(page.url.replace("/code", "/ways"));
    page = await first.browser.submit(ways, {}, { press: ["way", "app"] });
  }
  // Five tries at once: the two sign-ins, and three of the eight that asked again.
  assert.equal((await questions()) - before, 4, "the second sign-in asked nothing");
});

const questions = async (): Promise<number> => {
  const asked = await sso.db
    .selectFrom("audit_event")
    .select("id")
    .where("event", "=", "approval.asked")
    .execute();
  return asked.length;
};

test("only the device's own key decides, about this very question", async () => {
  const other = await openApp(sso);
  const app = await registeredApp();
  const { page } = await waiting();
  const [asked] = await app.pending();
  assert.ok(asked);
  const { id, challenge } = asked;
  const right = { challenge, decision: "approve", number: numberOn(page) };
  assert.equal((await other.call("GET", "pending")).status, 403, "it is not registered");
  const forged = await app.call("POST", `pending/${id}/decision`, {
    decision: await other.sign(right),
  });
  assert.equal(forged.status, 400);
  const otherType = await app.call("POST", `pending/${id}/decision`, {
    decision: await app.sign(right, "JWT"),
  });
  assert.equal(otherType.status, 400);
  const elsewhere = await app.decide(id, { ...right, challenge: "another" });
  assert.equal(elsewhere.status, 400);
  for (const claims of [{}, { ...right, number: 5 }, { ...right, decision: "yes" }]) {
    assert.equal((await app.decide(id, claims)).status, 400);
  }
  assert.equal((await app.pending()).length, 1, "what is not signed settles nothing");
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.decide(id, right)));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
});

test("a device registers only the key that its token is bound to", async () => {
  const app = await openApp(sso);
  const other = await openApp(sso);
  const stolen = await app.call("PUT", "device", { name: "x", publicKey: other.publicKey });
  assert.equal(stolen.status, 403);
  const bearer = await fetch(`${sso.issuer}/approvals/v1/pending`, {
    headers: { authorization: `Bearer ${app.token}` },
  });
  assert.equal(bearer.status, 401);
  const nameless = await app.call("PUT", "device", { name: " ", publicKey: app.publicKey });
  assert.equal(nameless.status, 400);
  assert.equal((await app.register()).status, 201);
  assert.equal((await app.register()).status, 200);
});

test("another person's app neither sees nor decides", async () => {
  const omar = { nationalId: "400000014", password: amal.password, phone: "+970599123457" };
  const put = await adminPut(sso, `accounts/${omar.nationalId}`, {
    ...amal.body,
    phone: omar.phone,
  });
  assert.ok(put.ok, await put.text());
  const app = await registeredApp();
  const theirs = await openApp(sso, omar);
  assert.equal((await theirs.register()).status, 201);
  const { page } = await waiting();
  const [asked] = await app.pending();
  assert.ok(asked);
  assert.deepEqual(await theirs.pending(), []);
  const { id, challenge } = asked;
  const decided = await theirs.decide(id, {
    challenge,
    decision: "approve",
    number: numberOn(page),
  });
  assert.equal(decided.status, 404);
});

test("apps are listed on the account page and removed there", async () => {
  const app = await registeredApp();
  const { browser } = await signedInBySms();
  const security = await browser.open("/account/security");
  assert.match(textOf(security), /هاتفي/);
  const link = /\/account\/security\/apps\/[\w-]+\/remove/.exec(security.html)?.[0] ?? "";
  const removed = await browser.submit(await browser.open(link), {});
  assert.match(textOf(removed), /حُذف/);
  assert.equal((await app.call("GET", "pending")).status, 403);
});

/** Signs in by another way than the app. */
const signedInBySms = async () => {
  const apps = await sso.db.selectFrom("approver").selectAll().execute();
  await sso.db.deleteFrom("approver").execute();
  const session = await signedIn(sso, "portal");
  for (const app of apps) {
    const publicJwk = JSON.stringify(app.public_jwk);
    await sso.db
      .insertInto("approver")
      .values({ ...app, public_jwk: publicJwk })
      .execute();
  }
  return session;
};
