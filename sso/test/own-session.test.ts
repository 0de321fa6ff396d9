import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createFormBrowser, textOf } from "./form-browser.ts";
import {
  amal,
  amalTypes,
  beginSignIn,
  clients,
  murad,
  seed,
  signedIn,
  signInAsCitizen,
  totpCode,
} from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());

test("the account page signs its person in and comes back", async () => {
  const browser = createFormBrowser(sso.issuer);
  const first = await browser.open("/account?from=receipt");
  assert.match(textOf(first), /حسابي/, "the sign-in says what it is for");
  const page = await signInAsCitizen(sso, browser, first);
  assert.equal(new URL(page.url).pathname, "/account");
  assert.equal(new URL(page.url).searchParams.get("from"), "receipt", "what was asked for is kept");
  assert.match(textOf(page), /أمل حسن/);
});

test("a session of a service is enough for the account page", async () => {
  const { browser } = await signedIn(sso, "portal");
  const page = await browser.open("/account");
  assert.equal(page.url, `${sso.issuer}/account`);
});

test("only an address that we sealed is come back to", async () => {
  const { browser } = await signedIn(sso, "portal");
  const forged = Buffer.from("https://elsewhere.test/").toString("base64url");
  for (const state of ["", "x", `${forged}.`, `${forged}.${"A".repeat(43)}`]) {
    const page = await browser.open(`/account/return?state=${state}`);
    assert.equal(page.leftTo, undefined);
    assert.match(textOf(page), /لست داخلا/);
  }
});

test("nobody may register a client with the id of our own pages", async () => {
  for (const id of ["my-account", "sign-in-office", "nation-seed"]) {
    assert.equal((await adminPut(sso, `clients/${id}`, clients.portal)).status, 400, id);
  }
});

test("an employee sees the account page as an employee", async () => {
  const { browser } = await signedInAsStaff();
  const page = await browser.open("/account");
  assert.match(textOf(page), /مراد عودة/);
  const office = await browser.open("/office");
  assert.equal(office.status, 200);
  assert.match(textOf(office), /ليس لحسابك دور/, "an officer has no work at the sign-in's office");
});

test("a citizen who opens the office is asked for an employee's sign-in", async () => {
  const { browser } = await signedIn(sso, "portal");
  const page = await browser.open("/office");
  assert.match(page.url, /\/interaction\//);
  assert.match(textOf(page), /مكتب الدخول الموحد/);
});

const signedInAsStaff = async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "backoffice");
  const { username, password, totpSecret } = murad;
  const second = await browser.submit(await browser.open(attempt.url), { username, password });
  const last = await browser.submit(second, { code: totpCode(totpSecret) });
  assert.ok(last.leftTo, textOf(last));
  return { browser };
};

test("a wrong password on the way keeps the way", async () => {
  const browser = createFormBrowser(sso.issuer);
  const first = await browser.open("/account");
  const again = await browser.submit(first, { ...amalTypes, password: "not the password" });
  const page = await signInAsCitizen(sso, browser, again);
  assert.equal(new URL(page.url).pathname, "/account");
  assert.match(textOf(page), new RegExp(amal.nationalId));
});
