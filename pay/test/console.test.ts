import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "./browser.ts";
import { newBill, openPayWorld, transport, until, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => {
  world = await openPayWorld();
  await world.portal("PUT", "/v1/billers/interior", { ...transport, institution: "interior" });
  for (const [billerCode, amountMinor] of [
    ["transport", "31200"],
    ["interior", "21000"],
  ] as const) {
    const amount = { amountMinor, currency: "ILS" };
    const bill = await world.portal("POST", "/v1/bills", newBill({ billerCode, amount }));
    const path = `/v1/bills/${bill.json.id}`;
    const charge = await world.portal("POST", `${path}/charges`, { rail: "card" });
    await world.bank.pay(charge.json.redirectUrl);
    await until(async () =>
      (await world.portal("GET", path)).json.status === "paid" ? true : undefined,
    );
  }
});
after(async () => await world.close());

const signIn = async (institution: string) => {
  world.issuer.signInAs({ username: "s.odeh", institution, roles: ["officer"], name: "سامي عودة" });
  const browser = openBrowser(world.url);
  assert.equal((await browser.go("/console")).location, "/console/signin");
  const atProvider = await browser.go((await browser.go("/console/signin")).location);
  const back = await browser.go(atProvider.location);
  assert.equal(back.location, "/console", back.text);
  return { browser, page: await browser.go("/console") };
};

test("the treasury sees today's payments and a ledger that sums to zero", async () => {
  const { browser, page } = await signIn("finance");
  for (const text of ["312.00 ₪", "210.00 ₪", "522.00 ₪", "المجموع صفر", "سامي عودة"]) {
    assert.ok(page.text.includes(text), text);
  }
  await browser.go("/console/signout", { _csrf: browser.csrfOf(page) });
  assert.equal((await browser.go("/console")).location, "/console/signin");
});

test("an institution's staff see their own institution only", async () => {
  const { page } = await signIn("interior");
  assert.ok(page.text.includes("210.00 ₪"));
  assert.ok(!page.text.includes("312.00 ₪"));
});

test("a sign-in that was not started here, or comes with another state, is refused", async () => {
  const browser = openBrowser(world.url);
  assert.equal((await browser.go("/console/signin/callback?code=code-0&state=x")).status, 403);
  const started = await browser.go("/console/signin");
  const back = new URL((await browser.go(started.location)).location);
  back.searchParams.set("state", "another");
  assert.equal((await browser.go(back.href)).status, 403);
  const outsider = openBrowser(world.url);
  assert.equal((await outsider.go(back.href)).status, 403);
});
