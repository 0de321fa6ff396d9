import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { inTransaction } from "@gov/kit/db.ts";
import { unwrap } from "@gov/kit/result.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { emptyDraft, problemsOfDraft } from "@gov/services/language/draft-definition.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { beginDraft } from "#src/designer/draft-life-queries.ts";
import { draftKey } from "#src/designer/draft.ts";
import { findDraft } from "#src/designer/draft-queries.ts";
import { officer } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { makeStreetStall } from "./street-stall.ts";

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

const begin = async (): Promise<void> => {
  const definition = emptyDraft({
    ...key,
    referencePrefix: "SS",
    title: { ar: "رخصة بسطة", en: "Street stall permit" },
  });
  const what = { ar: "بدأ", en: "Began" };
  unwrap(
    await inTransaction(portal.db, (tx) => beginDraft(tx, key, { definition, officer, what })),
  );
};

const lookAt = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["LOOK_AT"];
  if (folder) await page.screenshot({ path: `${folder}/dedit-${name}.png`, fullPage: true });
};

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const signInDesigner = async (): Promise<BrowserContext> => {
  const roles = ["officer", "designer"];
  portal.signIn.member({ username: "huda", institution: "transport", roles, name: "هدى شاهين" });
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
  await begin();
  signedIn = await signInDesigner();
  const page = await signedIn.newPage();
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
      const { violations } = await new AxeBuilder({ page: eyes }).withTags(standards).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html]));
      assert.deepEqual(found, [], path);
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
