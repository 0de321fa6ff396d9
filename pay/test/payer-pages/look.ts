import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axeFaults } from "@gov/dev/axe.ts";
import type { CDPSession, Page } from "playwright-core";
import { enhancement, styleSheet } from "@gov/kit/ui/assets.ts";
import type { Lang } from "@gov/kit/text.ts";
import { ROOT } from "@gov/dev/folders.ts";
import type { PageWeight } from "@gov/dev/page-weight.ts";
import { focusOf } from "./in-page.js";

const maxHtmlBytes = 14 * 1024;
const maxPageBytes = 50 * 1024;
const maxStyleBytes = 10 * 1024;
const maxScriptBytes = 10 * 1024;
const mostTabs = 40;

/** `PICTURES=1` keeps a picture of every page, in both languages and widths, to look at. */
const keepsPictures = process.env["PICTURES"] === "1";
const pictures = join(ROOT, "artefacts", "payer");

export type Look = Readonly<{
  page: Page;
  session: CDPSession;
  lang: Lang;
  width: number;
  name: string;
  /** What the person most likely does next. */
  action: string;
}>;

/** HTML, styles, fonts and pictures came over the wire; the script comes besides to who runs it. */
export const checkWeight = ({ html, all, perUrl }: PageWeight): void => {
  assert.ok(html > 0, "the page was not weighed");
  assert.ok(html <= maxHtmlBytes, `the HTML weighs ${html} bytes`);
  const whole = all + enhancement.brotli.length;
  assert.ok(whole <= maxPageBytes, `the page weighs ${whole} bytes: ${JSON.stringify(perUrl)}`);
  const style = perUrl.find(([url]) => url.endsWith(styleSheet.path))?.[1] ?? 0;
  assert.ok(style > 0 && style <= maxStyleBytes, `the styles weigh ${style} bytes`);
  assert.ok(enhancement.brotli.length <= maxScriptBytes);
};

const checkFrame = async ({ page, lang }: Look): Promise<void> => {
  const seen = await page.locator("html").evaluate((root) => ({
    lang: root.getAttribute("lang"),
    dir: root.getAttribute("dir"),
    headings: root.querySelectorAll("h1").length,
    over: root.scrollWidth - root.clientWidth,
  }));
  const dir = lang === "ar" ? "rtl" : "ltr";
  assert.deepEqual({ ...seen, over: Math.max(0, seen.over) }, { lang, dir, headings: 1, over: 0 });
};

/** Presses Tab until the next step has the focus, and shows it. */
const checkKeyboard = async ({ page, action }: Look): Promise<void> => {
  const target = page.locator(action).first();
  for (let tabs = 0; tabs <= mostTabs; tabs += 1) {
    const seen = await target.evaluate(focusOf);
    if (seen === "shown") return;
    assert.notEqual(seen, "unseen", `nobody sees that ${action} has the focus`);
    await page.keyboard.press("Tab");
  }
  assert.fail(`${mostTabs} presses of Tab do not reach ${action}`);
};

/**
 * The judge is a script itself, so scripts may run while it looks: the judge's, for those of the
 * page had their time.
 */
const checkAccessible = async ({ page, session }: Look): Promise<void> => {
  await session.send("Emulation.setScriptExecutionDisabled", { value: false });
  try {
    assert.deepEqual(await axeFaults(page), []);
  } finally {
    await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  }
};

/** Looks at the open page in a window this wide. */
export const lookAt = async (look: Look): Promise<void> => {
  const { page, lang, width, name } = look;
  await page.setViewportSize({ width, height: 844 });
  await checkFrame(look);
  if (keepsPictures) {
    mkdirSync(pictures, { recursive: true });
    const path = join(pictures, `${name}-${lang}-${width}.png`);
    await page.screenshot({ path, fullPage: true });
  }
  await checkAccessible(look);
  await checkKeyboard(look);
};
