import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFaults } from "@gov/dev/axe.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { problemsOfDraft } from "@gov/services/language/draft-definition.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { draftKey } from "#src/designer/draft.ts";
import { findDraft } from "#src/designer/draft-queries.ts";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { makeStreetStall } from "./street-stall.ts";
import { until } from "./until.ts";

let portal: PortalUnderTest;
let browser: Browser;
before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await portal.close();
});

const key = draftKey("transport", "street-stall");
const base = "/office/services/transport/street-stall";

/** Presses the button that sends a form to this place. */
const send = async (page: Page, action: string): Promise<void> => {
  await page.locator(`form[action$="${action}"] button:not(.vh, [name])`).first().click();
};

/** From nothing, by the page for new services. */
const begin = async (page: Page): Promise<void> => {
  await page.goto(`${portal.url}/office/services/new?lang=ar`);
  await page.check('[name="template"][value="nothing"]');
  await page.fill('[name="titleAr"]', "رخصة بسطة");
  await page.fill('[name="titleEn"]', "Street stall permit");
  await page.fill('[name="code"]', "street-stall");
  await page.fill('[name="prefix"]', "SS");
  await send(page, "/office/services/new");
};

const lookAt = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["TEST_PICTURES"];
  if (folder) await page.screenshot({ path: `${folder}/editors-${name}.png`, fullPage: true });
};

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const signInStaff = async (
  username: string,
  roles: string[],
  institution = "transport",
): Promise<BrowserContext> => {
  portal.signIn.member({ username, institution, roles, name: "هدى شاهين" });
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
    locale: "ar",
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${portal.url}/office?lang=ar`);
  return context;
};

let signedIn: BrowserContext;

test("an official makes a street stall's permit from nothing, with no script", async () => {
  signedIn = await signInStaff("huda", ["officer", "designer"]);
  const page = await signedIn.newPage();
  await begin(page);
  await page.goto(`${portal.url}${base}/about`);
  await makeStreetStall(page);
  const draft = await findDraft(portal.db, key);
  assert.ok(draft);
  assert.deepEqual(problemsOfDraft(draft.definition), []);
  const health = draft.definition.workflow.states.find(({ code }) => code === "health");
  assert.equal(health?.checks?.length, 1);
});

const looked = [
  "about",
  "pages/whatDoYouSell",
  "pages/whatDoYouSell/fields/goods",
  "fees/0",
  "fees/0/lines/permitFee",
  "workflow",
  "workflow/states/health",
  "documents/streetStallPermit",
  "notifications",
  "texts",
];
/** One of each kind of page: the others are made of the same parts. */
const judged = new Set([
  "pages/whatDoYouSell/fields/goods",
  "fees/0/lines/permitFee",
  "workflow",
  "texts",
]);

test("the editors fit a desk and a phone, and nothing keeps anybody out", async () => {
  const seeing = await browser.newContext({ storageState: await signedIn.storageState() });
  const eyes = await seeing.newPage();
  for (const path of looked) {
    await eyes.setViewportSize({ width: 1280, height: 900 });
    await eyes.goto(`${portal.url}${base}/${path}`);
    await lookAt(eyes, `${path.replaceAll("/", "-")}-1280`);
    if (judged.has(path)) {
      assert.deepEqual(await axeFaults(eyes, { tags: standards }), [], path);
    }
    await eyes.setViewportSize({ width: 390, height: 844 });
    await lookAt(eyes, `${path.replaceAll("/", "-")}-390`);
    const over = await eyes.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.ok(over <= 0, `${path}: ${over} pixels over the edge of a phone`);
  }
  await seeing.close();
});

test("with the script, names are offered while a rule is typed", async () => {
  const seeing = await browser.newContext({ storageState: await signedIn.storageState() });
  const page = await seeing.newPage();
  await page.goto(`${portal.url}${base}/pages/whoHelpsYouAt?lang=ar`);
  const rule = page.locator('textarea[name="showIf"]');
  await rule.pressSequentially("نوع_البضاعة = «food» و مساحه_الب");
  const offers = page.locator('[role="listbox"] [role="option"]');
  assert.match((await offers.first().textContent()) ?? "", /^مساحة_البسطة/);
  await lookAt(page, "offers-1280");
  await rule.press("Enter");
  assert.equal(await rule.inputValue(), "نوع_البضاعة = «food» و مساحة_البسطة");
  assert.equal(await offers.first().isVisible(), false);
  await seeing.close();
});

/** Fills the stall's pages in as somebody who sells food with one helper; gives the reference. */
const applyForStall = async (page: Page): Promise<string> => {
  await page.goto(`${portal.url}/signin?returnTo=/applications`);
  await page.goto(`${portal.url}/apply/transport/street-stall`);
  await page.check('[name="goods"][value="food"]');
  await page.fill('[name="area"]', "٢");
  await page.selectOption('[name="place.governorate"]', "RBH");
  await page.fill('[name="place.locality"]', "البيرة");
  await send(page, "/whatDoYouSell");
  await page.fill('[name="helpers.0.helperName"]', "سعاد");
  await page.fill('[name="helpers.0.helperBirth-day"]', "1");
  await page.fill('[name="helpers.0.helperBirth-month"]', "2");
  await page.fill('[name="helpers.0.helperBirth-year"]', "1999");
  await send(page, "/whoHelpsYouAt");
  await page.locator("main input[type=checkbox]").check();
  await send(page, "/declaration");
  // 312 for food, half of it waived for a small stall, and ten for the helper.
  assert.match((await page.locator("main").innerText()).replaceAll("\u2068", ""), /166\.00/);
  await send(page, "check-answers");
  const reference = /SS-\d{4}-\d{8}/.exec(page.url())?.[0];
  assert.ok(reference, page.url());
  return reference;
};

test("the permit is published by a second person, applied for, paid, checked, decided and issued", async () => {
  const maker = await signedIn.newPage();
  await maker.goto(`${portal.url}${base}`);
  await send(maker, `${base}/submit`);
  const second = await signInStaff("salim", ["designer"]);
  const reviewer = await second.newPage();
  await reviewer.goto(`${portal.url}${base}/review`);
  await send(reviewer, `${base}/review/approve`);
  await send(reviewer, `${base}/review/publish`);

  portal.signIn.person({ ...layla, dateOfBirth: "1990-05-17" });
  const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: "ar" };
  const phone = await browser.newContext(options);
  const citizen = await phone.newPage();
  const reference = await applyForStall(citizen);

  await until(async () => portal.pay.bills.find((bill) => bill.reference === reference));
  assert.equal(await portal.pay.tell(portal.url, portal.pay.pay(reference)), 204);
  const health = await signInStaff("wael", ["officer"], "health");
  const asked = await health.newPage();
  await asked.goto(`${portal.url}/office`);
  await asked.locator('a[href^="/office/checks/"]').first().click();
  await send(asked, "/clear");

  const office = await signInStaff("dina", ["officer"]);
  const deciding = await office.newPage();
  await deciding.goto(`${portal.url}/office/cases/${reference}`);
  await send(deciding, `/office/cases/${reference}/approve`);
  const issued = await until(async () => {
    await citizen.goto(`${portal.url}/applications/${reference}`);
    const link = citizen.locator('a[href$=".pdf"]').first();
    return (await link.count()) > 0 ? await link.getAttribute("href") : undefined;
  });
  const pdf = await phone.request.get(new URL(issued ?? "", portal.url).href);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  for (const context of [second, phone, health, office]) await context.close();
});
