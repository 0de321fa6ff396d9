import { axeFaults } from "@gov/dev/axe.ts";
import { weighPages } from "@gov/dev/page-weight.ts";
import { pressButton } from "@gov/dev/press-button.ts";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** Pictures of every page looked at are kept in the folder that TEST_PICTURES names. */
const pictures = process.env["TEST_PICTURES"];

const mostHtmlBytes = 14 * 1024;
const mostBytes = 50 * 1024;
const wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** How a page is looked at: both languages, a phone in daylight and a desk at night. */
export const looks = [
  { lang: "ar", width: 390, colorScheme: "light" },
  { lang: "en", width: 1280, colorScheme: "dark" },
] as const;
export type Look = (typeof looks)[number];

/**
 * What every page of ours owes: a first heading (`shows`), no more than the window's width, and
 * nothing that axe finds.
 */
export const checkPage = async (page: Page, name: string, shows?: string): Promise<void> => {
  const heading = { level: 1, ...(shows === undefined ? {} : { name: shows }) };
  await page.getByRole("heading", heading).waitFor();
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  assert.ok(Number(await page.evaluate(wide)) <= 0, `${name} is wider than the window`);
  assert.deepEqual(await axeFaults(page), [], name);
};

/** Opens a browser that looks so; `see` checks the page that is open, and that 2G can carry it. */
export const openLooking = async (browser: Browser, look: Look) => {
  const { width, colorScheme, lang } = look;
  const viewport = { width, height: 800 };
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: true });
  const page = await context.newPage();
  const weight = await weighPages(await context.newCDPSession(page));
  const see = async (name: string, shows: string): Promise<void> => {
    await checkPage(page, `${name}-${lang}-${width}`, shows);
    const { html, all } = weight();
    assert.ok(html <= mostHtmlBytes, `${name}: ${html} bytes of HTML`);
    assert.ok(all <= mostBytes, `${name}: ${all} bytes with everything`);
  };
  return { context, page, see };
};

export type Looking = Readonly<{
  page: Page;
  see: (name: string, shows: string) => Promise<void>;
}>;

/** Presses the first button of the page's form. */
export const press = (page: Page): Promise<void> =>
  pressButton(page.locator("form.form button.btn").first());
