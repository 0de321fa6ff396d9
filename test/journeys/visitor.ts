import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { axeFaults } from "@gov/dev/axe.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { ROOT } from "@gov/dev/folders.ts";
import { weighPages } from "@gov/dev/page-weight.ts";
import type { Browser, BrowserContext, LaunchOptions, Page } from "playwright-core";

/** How somebody visits: language, width, and whether their browser runs scripts. */
export type Visit = Readonly<{
  name: string;
  lang: "ar" | "en";
  width: number;
  javaScript: boolean;
}>;

/** Arabic on a phone without JavaScript, and English on a desk with it. */
export const visits: readonly Visit[] = [
  { name: "ar-390-no-js", lang: "ar", width: 390, javaScript: false },
  { name: "en-1280-js", lang: "en", width: 1280, javaScript: true },
];

const maxHtmlBytes = 14 * 1024;
const maxPageBytes = 50 * 1024;
/** What a journey leaves to be looked at, a folder a visit. */
export const artefacts = join(ROOT, "artefacts", "journeys");

export type Visitor = Readonly<{
  visit: Visit;
  page: Page;
  context: BrowserContext;
  /** Checks the page that is open: weight, accessibility, direction; keeps its picture. */
  look: (name: string) => Promise<void>;
  close: () => Promise<void>;
}>;

/** Letters that the page's fonts cannot draw are boxes to the reader: none may be left. */
const assertDirection = async (page: Page, lang: Visit["lang"]): Promise<void> => {
  const html = page.locator("html");
  assert.equal(await html.getAttribute("lang"), lang);
  assert.equal(await html.getAttribute("dir"), lang === "ar" ? "rtl" : "ltr");
};

const assertFits = async (page: Page): Promise<void> => {
  const { scroll, width } = await page
    .locator("html")
    .evaluate(({ scrollWidth, clientWidth }) => ({ scroll: scrollWidth, width: clientWidth }));
  assert.ok(scroll <= width + 1, `the page is ${scroll} px wide in a window of ${width} px`);
};

const assertAccessible = async (page: Page, name: string): Promise<void> => {
  assert.deepEqual(await axeFaults(page), [], `axe found something on ${name}`);
};

/**
 * The judge's own browser window, with scripts: it shows the very page that a visitor without
 * scripts sees, because the judge itself is a script.
 */
const openJudge = async (browser: Browser, visit: Visit) => {
  const context = await browser.newContext({ viewport: { width: visit.width, height: 844 } });
  const page = await context.newPage();
  const judge = async (seen: Page, name: string): Promise<void> => {
    const body = await seen.content();
    const isSeen = (url: URL): boolean => url.href === seen.url();
    await page.route(isSeen, (route) => route.fulfill({ body, contentType: "text/html" }));
    await page.goto(seen.url());
    await page.unroute(isSeen);
    await assertAccessible(page, name);
  };
  return { judge, close: () => context.close() };
};

const openVisitor = async (browser: Browser, visit: Visit, role: string): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport: { width: visit.width, height: 844 },
    javaScriptEnabled: visit.javaScript,
    locale: visit.lang === "ar" ? "ar-PS" : "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const judge = await openJudge(browser, visit);
  const weight = await weighPages(await context.newCDPSession(page));
  const folder = join(artefacts, visit.name);
  mkdirSync(folder, { recursive: true });
  const weights: Record<string, { html: number; all: number }> = {};
  let number = 0;
  const look = async (name: string): Promise<void> => {
    await page.waitForLoadState("load");
    const { html, all, perUrl } = weight();
    assert.ok(html > 0, `${name} was not weighed`);
    assert.ok(html <= maxHtmlBytes, `the HTML of ${name} weighs ${html} bytes`);
    assert.ok(all <= maxPageBytes, `${name} weighs ${all} bytes: ${JSON.stringify(perUrl)}`);
    weights[name] = { html, all };
    await assertDirection(page, visit.lang);
    await assertFits(page);
    number += 1;
    const file = `${role}-${String(number).padStart(2, "0")}-${name}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: true });
    await judge.judge(page, name);
  };
  const close = async (): Promise<void> => {
    writeFileSync(join(folder, `${role}-weights.json`), `${JSON.stringify(weights, null, 2)}\n`);
    await judge.close();
    await context.close();
  };
  return { visit, page, context, look, close };
};

export type Theatre = Readonly<{
  open: (visit: Visit, role: string) => Promise<Visitor>;
  close: () => Promise<void>;
}>;

/** One browser in which several people act, each with their own cookies. */
export const openTheatre = async (options: LaunchOptions = {}): Promise<Theatre> => {
  const browser = await launchBrowser(options);
  return {
    open: (visit, role) => openVisitor(browser, visit, role),
    close: () => browser.close(),
  };
};
