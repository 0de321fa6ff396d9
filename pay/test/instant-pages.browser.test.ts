import { axeFaults } from "@gov/dev/axe.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { startInstantBank, type InstantBank } from "./instant-bank.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let bank: InstantBank;
let world: PayWorld;
let browser: Browser;
before(async () => {
  bank = await startInstantBank();
  world = await openPayWorld(bank.environment);
  await bank.settings({ notificationUrl: `${world.url}/rails/instant/notifications` });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await world.close();
  await bank.close();
});

const makeBill = async (more: object = {}): Promise<Json> =>
  (await world.portal("POST", "/v1/bills", newBill(more))).json;

const openPage = async (options: Parameters<Browser["newContext"]>[0]): Promise<Page> =>
  await (await browser.newContext(options)).newPage();

/** From the bill to the page of instant payment. */
const choose = async (page: Page, bill: Json, lang: string): Promise<void> => {
  await page.goto(`${bill.payUrl}?lang=${lang}`);
  await page.check("[name=rail][value=instant]");
  await page.click("form.form button.btn");
  await page.waitForURL(/\/instant\//);
};
const send = async (page: Page, payer: string): Promise<void> => {
  await page.fill("[name=payer]", payer);
  await page.click("form.form button.btn");
};

const check = async (page: Page, name: string): Promise<void> => {
  await page.locator("h1").waitFor();
  const wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  assert.ok(Number(await page.evaluate(wide)) <= 0, `${name} is wider than the window`);
  assert.deepEqual(await axeFaults(page), [], name);
};

for (const [lang, width, colorScheme] of [
  ["ar", 320, "light"],
  ["en", 1280, "dark"],
] as const) {
  test(`every page of the bank's app holds (${lang}, ${width} px)`, async () => {
    const page = await openPage({ viewport: { width, height: 800 }, colorScheme });
    await choose(page, await makeBill(), lang);
    await send(page, "layla");
    await page.goto(`${bank.url}/bank?lang=${lang}`);
    await check(page, "bank app");
    await page.goto(`${bank.url}/bank/layla?lang=${lang}`);
    await check(page, "account with a request");
    await page.click("[value=reject]");
    await page.context().close();
  });
}

test("without scripts a payer goes from the bill to the receipt over the bank's app", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  const bill = await makeBill();
  await choose(page, bill, "ar");
  await send(page, "٠٥٦٩ ٠٠٠ ٠٠٢");
  const phone = await openPage({ javaScriptEnabled: false });
  await phone.goto(`${bank.url}/bank/omar`);
  await phone.click("[value=approve]");
  // The waiting page renews itself: nobody presses anything.
  await page.waitForURL(/\/return\?charge=/, { timeout: 15_000 });
  assert.ok((await page.textContent("main"))?.includes("تم الدفع"));
});

test("without scripts a payer scans the code and closes the browser; the bill is paid", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  const bill = await makeBill();
  await choose(page, bill, "en");
  await page.getByText("Show the code").click();
  const code = (await page.textContent("bdi.code")) ?? "";
  await page.context().close();
  const phone = await openPage({ javaScriptEnabled: false });
  await phone.goto(`${bank.url}/bank/layla?lang=en`);
  await phone.fill("#code", `${code.slice(0, -1)}X`);
  await phone.getByText("Read the code").click();
  assert.ok((await phone.textContent("main"))?.includes("This code cannot be read"));
  await phone.fill("#code", code);
  await phone.getByText("Read the code").click();
  assert.ok((await phone.textContent("main"))?.includes("312.00 ILS"));
  await phone.getByText("Approve and pay").click();
  await until(async () => {
    const paid = await world.portal("GET", `/v1/bills/${bill.id}`);
    return paid.json.status === "paid" ? true : undefined;
  });
});

test("an attempt that is left is found again, and another way can be chosen", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  const bill = await makeBill();
  await choose(page, bill, "en");
  const own = page.url();
  await page.goto(bill.payUrl);
  await page.getByText("Go on paying").click();
  assert.equal(page.url(), own);
  await page.getByText("Cancel and pay another way").click();
  assert.ok(await page.isVisible("[name=rail][value=card]"));
  await page.goto(own);
  assert.ok((await page.textContent("main"))?.includes("do not approve it"));
  await page.getByText("Try again").click();
  assert.match(page.url(), /\/instant\//);
  assert.notEqual(page.url(), own);
});

test("a bill in dinars does not offer it", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  const bill = await makeBill({ amount: { amountMinor: "31200", currency: "JOD" } });
  await page.goto(bill.payUrl);
  assert.equal(await page.locator("[name=rail][value=instant]").count(), 0);
});
