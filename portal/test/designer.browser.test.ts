import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeFaults, type AxeRules } from "@gov/dev/axe.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { unwrap } from "@gov/kit/result.ts";
import type { Browser, Page } from "playwright-core";
import { findNewestDefinition } from "#src/catalogue/definition-queries.ts";
import { addVersion } from "#src/catalogue/version-queries.ts";
import { draftKey } from "#src/designer/draft.ts";
import { beginDraft, submitDraft } from "#src/designer/draft-life-queries.ts";
import { beginDryRun } from "#src/designer/dry-run-queries.ts";
import { askRollBack } from "#src/designer/roll-back-queries.ts";
import { findDraft, saveDraft } from "#src/designer/draft-queries.ts";
import { catalogue, officer, serviceCode } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";

let portal: PortalUnderTest;
let browser: Browser;
const key = draftKey("transport", "vehicle-licence");
const home = "/office/services/transport/vehicle-licence";
const rula = { ...officer, username: "rula.khatib", name: { ar: "رلى الخطيب", en: "Rula Khatib" } };

/** A second version, and the first one asked for anew: a colleague may agree. */
const publishAnother = async (): Promise<void> => {
  const { db } = portal;
  const newest = await findNewestDefinition(db, serviceCode);
  assert.ok(newest);
  const title = { ar: "تجديد رخصة سيارة", en: "Renew a car's licence" };
  const definition = { ...newest.definition, version: 2, title };
  await inTransaction(db, async (tx) => {
    await addVersion(tx, { definition, version: 2, publishedBy: "anas.zeid" });
    const words = "الاسم الأول أوضح للناس";
    unwrap(await askRollBack(tx, catalogue, key, { version: 1, officer: rula, words }));
  });
};

/** A draft with something to read: a higher fee, another title, sent for review. */
const makeDraft = async (): Promise<void> => {
  const { db } = portal;
  const newest = await findNewestDefinition(db, serviceCode);
  assert.ok(newest);
  const { definition } = newest;
  const begun = { ar: "بدأ مسودة من النسخة 2", en: "Began a draft from version 2" };
  await inTransaction(db, async (tx) => {
    unwrap(await beginDraft(tx, key, { definition, basedOn: 2, officer: rula, what: begun }));
    const draft = await findDraft(tx, key);
    assert.ok(draft);
    const json = JSON.stringify(draft.definition).replace('"31200"', '"35000"');
    const changed = JSON.parse(json) as typeof draft.definition;
    const title = { ar: "تجديد رخصة مركبة خاصة", en: "Renew a private vehicle's licence" };
    const what = { ar: "رفع رسم الترخيص وغيّر الاسم", en: "Raised the fee, changed the name" };
    unwrap(await saveDraft(tx, key, draft.revision, { ...changed, title }, rula, what));
  });
};

const submit = (): Promise<unknown> =>
  inTransaction(portal.db, async (tx) => {
    const revision = (await findDraft(tx, key))?.revision ?? 0;
    const words = "رفعنا الرسم بقرار اللجنة رقم 14/2026";
    unwrap(await submitDraft(tx, key, { revision, officer: rula, words }));
    unwrap(await beginDryRun(tx, key, rula));
  });

before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  await publishAnother();
  await makeDraft();
});
after(async () => {
  await browser.close();
  await portal.close();
});

const pictures = process.env["TEST_PICTURES"];
const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** What another language, width and scheme of colours may spoil where the page was right before. */
const rulesOfLooks = [
  "color-contrast",
  "target-size",
  "scrollable-region-focusable",
  "html-has-lang",
  "html-lang-valid",
  "valid-lang",
];
const judged = new Set<string>();

/** All rules for a page that is seen first; afterwards those that its other looks may break. */
const rulesFor = (picture: string): AxeRules | undefined => {
  if (judged.has(picture)) return { rules: rulesOfLooks };
  judged.add(picture);
  return undefined;
};

/** Nothing that axe finds, no wider than the window; a picture where one is wanted. */
const check = async (page: Page, picture: string, look: string): Promise<void> => {
  const name = `${picture}-${look}`;
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  assert.ok(Number(await page.evaluate(overflow)) <= 0, `${name} is wider than the window`);
  assert.deepEqual(await axeFaults(page, rulesFor(picture)), [], name);
};

const looks = [
  { lang: "ar", width: 390, colorScheme: "light" },
  { lang: "en", width: 1280, colorScheme: "dark" },
] as const;

test("every page of the designer reads well on a phone and a desk, in both languages", async () => {
  for (const [round, { lang, width, colorScheme }] of looks.entries()) {
    const name = "أنس زيد";
    const roles = ["designer", "officer"];
    portal.signIn.member({ username: "anas.zeid", institution: "transport", roles, name });
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    const see = async (path: string, picture: string): Promise<void> => {
      await page.goto(`${portal.url}${path}`);
      await check(page, picture, `${lang}-${width}`);
    };
    await see(`/office/services?lang=${lang}`, "services");
    await see("/office/services/new", "new");
    await page.locator("form.form button.btn").first().click();
    await check(page, "new-wrong", `${lang}-${width}`);
    if (round === 0) {
      await see(home, "overview");
      await see(`${home}/preview`, "preview");
      await page.locator('button[value="sample"]').click();
      await check(page, "preview-sample", `${lang}-${width}`);
      await submit();
    } else await see(home, "overview-locked");
    await see(`${home}/import`, "import");
    await see(`${home}/review`, "review");
    await see(`${home}/dry-run`, "dry-run");
    await see(`${home}/versions`, "versions");
    await see(`${home}/versions/1`, "version-asked");
    await context.close();
  }
});
