import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { createFormBrowser, type FormBrowser, type Page } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, seed } from "./people-and-clients.ts";
import { keyedClient, newRequest } from "./relying-party.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let pushing: Promise<openid.Configuration>;
before(async () => {
  sso = await startSso();
  await seed(sso);
  const client = keyedClient(sso, "pushing", { pushedRequestsOnly: true });
  pushing = client.then(({ config }) => config);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

type Finish = (callback: string) => Promise<unknown>;
type Tab = Readonly<{ url: string; finish: Finish }>;

const plainTab = async (extra: Record<string, string> = {}): Promise<Tab> => {
  const attempt = await beginSignIn(sso, "portal", extra);
  return { url: attempt.url, finish: (callback) => attempt.finish(callback) };
};

/** A tab of a client whose requests are pushed: what it asked is not in the address. */
const pushedTab = async (): Promise<Tab> => {
  const config = await pushing;
  const request = await newRequest();
  const url = await openid.buildAuthorizationUrlWithPAR(config, request.parameters);
  const finish: Finish = (callback) =>
    openid.authorizationCodeGrant(config, new URL(callback), request.checks);
  return { url: url.href, finish };
};

const through = async (browser: FormBrowser, page: Page): Promise<Page> => {
  const second = await browser.submit(page, amalTypes);
  return await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
};

/** Opens all at once, types the first step in each, then sends every code at once. */
const throughTogether = async (browser: FormBrowser, tabs: readonly Tab[]): Promise<Page[]> => {
  const first = await Promise.all(tabs.map(({ url }) => browser.open(url)));
  const waiting: { page: Page; code: string }[] = [];
  for (const page of first) {
    const second = await browser.submit(page, amalTypes);
    waiting.push({ page: second, code: sso.sms.codeFor(amal.phone) });
  }
  return await Promise.all(waiting.map(({ page, code }) => browser.submit(page, { code })));
};

for (const [name, open] of [
  ["in the address", () => plainTab()],
  ["pushed", pushedTab],
] as const) {
  test(`three tabs of a cold browser at once all end signed in (requests ${name})`, async () => {
    const browser = createFormBrowser(sso.issuer);
    const tabs = await Promise.all([open(), open(), open()]);
    const last = await throughTogether(browser, tabs);
    for (const [at, page] of last.entries()) {
      assert.ok(page.leftTo, `tab ${at + 1} stayed at ${page.url} (${page.status})`);
      assert.ok(await tabs[at]?.finish(page.leftTo), `tab ${at + 1}`);
    }
    const after = await plainTab({ prompt: "none" });
    assert.ok(await after.finish((await browser.open(after.url)).leftTo ?? ""));
  });
}

/** Everything about the session is forgotten by the browser, as when another tab replaced it. */
const loseSession = (browser: FormBrowser): void => {
  for (const key of browser.jar.keys()) if (key.startsWith("sso_session")) browser.jar.delete(key);
};

test("three tabs that come back to another session each begin anew, with nothing lost", async () => {
  const browser = createFormBrowser(sso.issuer);
  const [opening] = await throughTogether(browser, [await plainTab()]);
  assert.ok(opening?.leftTo);
  const again = { prompt: "login" };
  const tabs = [await plainTab(again), await pushedTab(), await plainTab(again)];
  const pages = await Promise.all(tabs.map(({ url }) => browser.open(url)));
  for (const [at, page] of pages.entries()) {
    if (page.leftTo !== undefined) {
      assert.ok(await tabs[at]?.finish(page.leftTo));
      continue;
    }
    const second = await browser.submit(page, amalTypes);
    loseSession(browser);
    const back = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
    assert.match(back.url, /\/interaction\//, `tab ${at + 1} is at a first page, not at an error`);
    const done = await through(browser, back);
    assert.ok(await tabs[at]?.finish(done.leftTo ?? ""), `tab ${at + 1}`);
  }
});

/** The browser has another of the same person's sessions, as when its profile was restored. */
const swapSession = async (browser: FormBrowser): Promise<void> => {
  const donor = createFormBrowser(sso.issuer);
  await throughTogether(donor, [await plainTab()]);
  loseSession(browser);
  for (const [key, cookie] of donor.jar) {
    if (key.startsWith("sso_session")) browser.jar.set(key, cookie);
  }
};

test("a request begins anew once; a second loss is told, with the way back to the service", async () => {
  const browser = createFormBrowser(sso.issuer);
  await throughTogether(browser, [await plainTab()]);
  const tab = await plainTab({ prompt: "login" });
  const again = async (page: Page): Promise<Page> => {
    const second = await browser.submit(page, amalTypes);
    const code = sso.sms.codeFor(amal.phone);
    await swapSession(browser);
    return await browser.submit(second, { code });
  };
  const anew = await again(await browser.open(tab.url));
  assert.match(anew.url, /\/interaction\//);
  const told = await again(anew);
  assert.equal(told.status, 400);
  assert.match(told.html, /href="http:\/\/portal.test"/);
});

test("three tabs that ask again in one session and end at once: none is lost to an error", async () => {
  const browser = createFormBrowser(sso.issuer);
  await throughTogether(browser, [await plainTab()]);
  const again = { prompt: "login" };
  const tabs = await Promise.all([plainTab(again), plainTab(again), plainTab(again)]);
  const last = await throughTogether(browser, tabs);
  for (const [at, page] of last.entries()) {
    // Whose session was renewed by another tab meanwhile is asked once more, as it wanted to be.
    const done = page.leftTo === undefined ? await through(browser, page) : page;
    assert.ok(await tabs[at]?.finish(done.leftTo ?? ""), `tab ${at + 1} ${done.url}`);
  }
});

test("three tabs of one session that come to a service for the first time share what they get", async () => {
  const browser = createFormBrowser(sso.issuer);
  await throughTogether(browser, [await plainTab()]);
  const tabs = await Promise.all([pushedTab(), plainTab(), pushedTab(), pushedTab()]);
  const pages = await Promise.all(tabs.map(({ url }) => browser.open(url)));
  for (const [at, page] of pages.entries()) {
    assert.ok(await tabs[at]?.finish(page.leftTo ?? ""), `tab ${at + 1} ${page.url}`);
  }
});
