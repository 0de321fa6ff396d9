import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { inTransaction } from "@gov/kit/db.ts";
import { unwrap } from "@gov/kit/result.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { emptyDraft, problemsOfDraft } from "@gov/services/language/draft-definition.ts";
import type { Browser, Page } from "playwright-core";
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

test("an official makes a street stall's permit from nothing, with no script", async () => {
  await begin();
  const roles = ["officer", "designer"];
  portal.signIn.member({ username: "huda", institution: "transport", roles, name: "هدى شاهين" });
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
    locale: "ar",
  });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  await page.goto(`${portal.url}/office?lang=ar`);
  await page.goto(`${portal.url}${base}/about`);
  await makeStreetStall(page);
  const draft = await findDraft(portal.db, key);
  assert.ok(draft);
  assert.deepEqual(problemsOfDraft(draft.definition), []);
  assert.equal(
    draft.definition.workflow.states.find(({ code }) => code === "health")?.checks?.length,
    1,
  );
  const looked = [
    "about",
    "pages",
    "pages/whatDoYouSell",
    "pages/whatDoYouSell/fields/goods",
    "eligibility",
    "fees/0",
    "fees/0/lines/permitFee",
    "workflow",
    "workflow/states/health",
    "documents/streetStallPermit",
    "notifications",
    "texts",
  ];
  const seeing = await browser.newContext({
    storageState: await context.storageState(),
    viewport: { width: 1280, height: 900 },
    locale: "ar",
  });
  const eyes = await seeing.newPage();
  for (const path of looked) {
    await eyes.setViewportSize({ width: 1280, height: 900 });
    await eyes.goto(`${portal.url}${base}/${path}`);
    await lookAt(eyes, `${path.replaceAll("/", "-")}-1280`);

    const { violations } = await new AxeBuilder({ page: eyes }).withTags(standards).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html]));
    assert.deepEqual(found, [], path);
    await eyes.setViewportSize({ width: 390, height: 844 });
    await lookAt(eyes, `${path.replaceAll("/", "-")}-390`);
    const over = await eyes.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.ok(over <= 0, `${path}: ${over} pixels over the edge of a phone`);
  }
  await seeing.close();
  await context.close();
});
