import { AxeBuilder } from "@axe-core/playwright";
import { launchBrowser } from "@gov/dev/browser.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { startSmsSandbox, type SmsSandbox } from "../../dev/sandbox/sms/sms.ts";
import { startInstantBank, type InstantBank } from "./instant-bank.ts";
import { freePort, newBill, openPayWorld, type Json, type PayWorld } from "./pay-world.ts";
import { withPlan } from "./payer-pages/page-state.ts";

let bank: InstantBank;
let centre: SmsSandbox;
let world: PayWorld;
let browser: Browser;
before(async () => {
  bank = await startInstantBank();
  const smppPort = await freePort();
  centre = await startSmsSandbox({ port: 0, smppPort, systemId: "pay", password: "smsc" });
  world = await openPayWorld({ ...bank.environment, SMPP_URL: centre.smppUrl });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await world.close();
  await bank.close();
  await centre.close();
});

const makeBill = async (more: object = {}): Promise<Json> =>
  (await world.portal("POST", "/v1/bills", newBill(more))).json;

const check = async (page: Page, name: string): Promise<void> => {
  await page.locator("h1").waitFor();
  const wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  assert.ok(Number(await page.evaluate(wide)) <= 0, `${name} is wider than the window`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`),
    [],
  );
  const bytes = gzipSync(await page.content()).length;
  assert.ok(bytes < 14 * 1024, `${name}: ${bytes} bytes`);
  const folder = process.env["SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

const press = async (page: Page, button = "form.form button.btn"): Promise<void> =>
  await page.locator(button).first().click();

for (const [lang, width] of [
  ["ar", 390],
  ["en", 1280],
  ["ar", 1280],
  ["en", 390],
] as const) {
  test(`every page of the payer's choice holds (${lang}, ${width} px)`, async () => {
    const viewport = { width, height: 800 };
    const page = await (await browser.newContext({ viewport })).newPage();
    const at = `-${lang}-${width}`;
    const plan = await makeBill(withPlan);
    await page.goto(`${plan.payUrl}?lang=${lang}`);
    await check(page, `plan${at}`);
    const parts = await makeBill({ parts: { lowerMinor: "1000", upperMinor: "20000" } });
    await page.goto(parts.payUrl);
    await page.fill("[name=amount]", "7");
    await page.fill("[name=phone]", "0599 12");
    await press(page);
    await check(page, `parts-wrong${at}`);
    const [one, two] = [await makeBill(), await makeBill(withPlan)];
    await page.goto(`${world.url}/basket?n=${one.billingNumber}`);
    await page.fill("[name=add]", "123");
    await press(page);
    await check(page, `basket-wrong${at}`);
    await page.fill("[name=add]", two.billingNumber);
    await press(page);
    await check(page, `basket${at}`);
    await press(page, "form.act button.btn");
    await page.waitForURL(/\/pay\/\d+/);
    await check(page, `basket-bill${at}`);
    const address = page.url();
    await page.check("[name=rail][value=instant]");
    await press(page);
    await page.waitForURL(/\/instant\//);
    await page.goto(one.payUrl);
    await check(page, `held${at}`);
    await page.goto(address);
    await check(page, `basket-held${at}`);
    await page.goto(plan.payUrl);
    await page.check("[name=rail][value=cash]");
    await press(page);
    await page.waitForURL(/\/cash/);
    await check(page, `cash${at}`);
  });
}
