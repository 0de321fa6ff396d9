import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, type Browser, type Page } from "./browser.ts";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import type { Json } from "./pay-world.ts";

let world: CashWorld;
before(async () => (world = await openCashWorld()));
after(async () => await world.close());

const signIn = async (staff: object, lang: "ar" | "en" = "en"): Promise<Browser> => {
  world.issuer.signInAs({ roles: ["agent"], name: "هدى شاهين", ...staff });
  const browser = openBrowser(world.url, lang);
  const atProvider = await browser.go((await browser.go("/agent/signin")).location);
  const back = await browser.go(atProvider.location);
  assert.equal(back.location, "/agent", back.text);
  return browser;
};
const clerk = () => signIn({ username: "huda.agent", institution: "sandbox-cash" });
const send = async (browser: Browser, page: Page, path: string, form: Json = {}) =>
  await browser.go(path, { _csrf: browser.csrfOf(page), ...form });
const hidden = (page: Page, name: string): string =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page.text)?.[1] ?? "";

/** Scans, sees, holds: gives the page on which the cash is taken. */
const hold = async (browser: Browser, bill: Json) => {
  const shown = await browser.go(`/agent/bill?number=${bill.billingNumber}`);
  assert.equal(shown.status, 200, shown.text);
  const form = { number: bill.billingNumber, reference: hidden(shown, "reference") };
  const held = await send(browser, shown, "/agent/collections", form);
  assert.match(held.location, /^\/agent\/collections\//, held.text);
  const again = await send(browser, shown, "/agent/collections", form);
  assert.equal(again.location, held.location);
  return { path: held.location, shown, page: await browser.go(held.location) };
};

test("an agent serves a payer: the name masked, cash taken, a slip to hand over", async () => {
  const browser = await clerk();
  const bill = await world.bill();
  const { path, shown, page } = await hold(browser, bill);
  assert.ok(shown.text.includes("ليلى ح…") && !shown.text.includes("خالد"));
  assert.ok(page.text.includes("Take from the payer"));
  const done = await send(browser, page, `${path}/confirm`);
  const slip = await browser.go(done.location);
  for (const text of ["The bill is paid", "Slip number", "Receipt number", "Grocery A1"]) {
    assert.ok(slip.text.includes(text), text);
  }
  const today = await browser.go("/agent/today");
  assert.ok(today.text.includes("312.00"));
  const voided = await send(browser, slip, `${path}/void`, { reason: "wrong bill" });
  assert.ok((await browser.go(voided.location)).text.includes("The payment is voided"));
});

test("a slip of the finger is explained and nothing typed is lost", async () => {
  const browser = await clerk();
  const short = await browser.go("/agent/bill?number=12345");
  assert.equal(short.status, 404);
  assert.ok(short.text.includes('value="12345"') && short.text.includes("15 digits"));
  const bill = await world.bill();
  const { path, page } = await hold(browser, bill);
  const empty = await send(browser, page, `${path}/void`, { reason: " " });
  assert.equal(empty.status, 422);
  const cancelled = await send(browser, page, `${path}/cancel`);
  assert.ok((await browser.go(cancelled.location)).text.includes("The hold is cancelled"));
  const late = await send(browser, page, `${path}/confirm`);
  assert.equal(late.status, 409);
  assert.ok(late.text.includes("Give the cash back"));
  const payout = await browser.go("/agent/payouts");
  const wrong = await send(browser, payout, "/agent/payouts", {
    reference: hidden(payout, "reference"),
    code: "123456789012340",
    amount: "5.00",
    currency: "ILS",
  });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.text.includes("No money is due") && wrong.text.includes("5.00"));
});

test("one agent does not see or touch another's collections", async () => {
  const bill = await world.bill();
  const { path, page } = await hold(await clerk(), bill);
  assert.equal(page.status, 200);
  const other = await signIn({ username: "nabil.agent", institution: "sandbox-cash" });
  const desk = await other.go("/agent/payouts");
  assert.equal((await other.go(path)).location, "/agent/today");
  assert.equal((await send(other, desk, `${path}/confirm`)).location, "/agent/today");
  assert.equal((await world.portal("GET", `/v1/bills/${bill.id}`)).json.status, "claimed");
  const anywhere = await other.go(`/agent/bill?number=${bill.billingNumber}`);
  const busy = await send(other, anywhere, "/agent/collections", {
    number: bill.billingNumber,
    reference: hidden(anywhere, "reference"),
  });
  assert.equal(busy.status, 409);
  assert.ok(busy.text.includes("Take no cash"));
});

test("who serves nowhere, or has another role, is told so", async () => {
  const stranger = await signIn({ username: "x.y", institution: "sandbox-cash" });
  assert.equal((await stranger.go("/agent")).status, 403);
  const officer = await signIn({
    username: "huda.agent",
    institution: "sandbox-cash",
    roles: ["officer"],
  });
  assert.equal((await officer.go("/agent")).status, 403);
  const nobody = openBrowser(world.url);
  assert.equal((await nobody.go("/agent")).location, "/agent/signin");
  assert.equal((await nobody.go("/agent/floats")).location, "/agent/signin");
});

test("the treasury records a deposit and another person approves it", async () => {
  const treasury = { institution: "finance", roles: ["officer"] };
  const lina = await signIn({ ...treasury, username: "lina" });
  assert.equal((await lina.go("/agent")).location, "/agent/floats");
  const page = await lina.go("/agent/floats");
  const typed = { company: "sandbox-cash", reference: "STMT-9", amount: "x", currency: "ILS" };
  const wrong = await send(lina, page, "/agent/floats", typed);
  assert.equal(wrong.status, 422);
  assert.ok(wrong.text.includes("STMT-9"));
  await send(lina, page, "/agent/floats", { ...typed, amount: "1,250.00" });
  const start = BigInt((await world.floats()).free);
  const decision = { company: "sandbox-cash", reference: "STMT-9", verdict: "approved" };
  const own = await send(lina, page, "/agent/floats/decisions", decision);
  assert.equal(own.status, 409);
  const adel = await signIn({ ...treasury, username: "adel" });
  const waiting = await adel.go("/agent/floats");
  assert.ok(waiting.text.includes("1,250.00"));
  await send(adel, waiting, "/agent/floats/decisions", decision);
  assert.equal(BigInt((await world.floats()).free) - start, 125_000n);
  const agent = await clerk();
  assert.equal((await agent.go("/agent/floats")).location, "/agent");
});

test("a voucher carries number, code and amount, claims nothing, and prints on A6", async () => {
  const bill = await world.bill({ dueAt: "2099-12-31T10:00:00Z" });
  const payer = openBrowser(world.url, "ar");
  const offer = await payer.go(`/pay/${bill.billingNumber}`);
  const chosen = await send(payer, offer, `/pay/${bill.billingNumber}/charges`, { rail: "cash" });
  assert.equal(chosen.location, `/pay/${bill.billingNumber}/cash`);
  const page = await payer.go(chosen.location);
  for (const text of ["قسيمة دفع نقدي", "<svg", "312.00", "31 كانون الأول 2099"]) {
    assert.ok(page.text.includes(text), text);
  }
  assert.equal((await world.portal("GET", `/v1/bills/${bill.id}`)).json.status, "open");
  const pdf = await fetch(`${world.url}/pay/${bill.billingNumber}/cash.pdf`);
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
  const bytes = Buffer.from(await pdf.arrayBuffer()).toString("latin1");
  assert.match(bytes, /MediaBox\s*\[\s*0 0 297\.\d+ 419\.\d+/);
  await world.confirm((await world.reserve(bill)).json);
  const settled = await payer.go(`/pay/${bill.billingNumber}/cash`);
  assert.equal(settled.location, `/pay/${bill.billingNumber}`);
});

test("the payout code is shown to who has the slip, and to nobody else", async () => {
  const bill = await world.bill();
  const confirmed = await world.confirm((await world.reserve(bill)).json);
  const charge = await world.db
    .selectFrom("charge")
    .selectAll()
    .where("bill_id", "=", bill.id)
    .executeTakeFirstOrThrow();
  const payer = openBrowser(world.url, "en");
  const path = `/pay/${bill.billingNumber}/cash/refund`;
  const ask = await payer.go(path);
  const guess = await send(payer, ask, path, { slip: bill.billingNumber });
  assert.equal(guess.status, 422);
  const slip = confirmed.json.slipNumber;
  assert.ok((await send(payer, ask, path, { slip })).text.includes("Nothing comes back"));
  await world.suspend(charge, 700n);
  const code = await world.payoutCodeOf(charge.id);
  const shown = await send(payer, ask, path, { slip });
  assert.ok(shown.text.includes(code.replace(/\d{3}(?=\d)/g, "$& ")), shown.text);
  assert.ok(shown.text.includes("7.00"));
});
