import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { shekelFont } from "@gov/kit/ui/assets.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { markElementsWith } from "./in-page.js";
import { inParts } from "./page-state.ts";
import { openPayWorld, newBill, type PayWorld } from "../pay-world.ts";

let world: PayWorld;
let browser: Browser;
before(async () => {
  [world, browser] = await Promise.all([openPayWorld(), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await world.close();
});

test("the shekel's sign is drawn everywhere, however late its font comes", async () => {
  const bill = await world.portal("POST", "/v1/bills", newBill(inParts));
  const page = await browser.newPage();
  const seen = Promise.withResolvers<void>();
  await page.route(`**${shekelFont.path}`, async (route) => {
    await seen.promise;
    await route.continue();
  });
  const font = page.waitForResponse(`**${shekelFont.path}`);
  await page.goto(bill.json.payUrl, { waitUntil: "commit" });
  await page.locator("main form .btn").first().boundingBox();
  seen.resolve();
  await (await font).finished();
  await page.waitForLoadState("load");
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const marked = await page.evaluate(markElementsWith, "₪");
  const { root } = await session.send("DOM.getDocument");
  const selector = { nodeId: root.nodeId, selector: "[data-marked]" };
  const { nodeIds } = await session.send("DOM.querySelectorAll", selector);
  const drawn = await Promise.all(
    nodeIds.map((nodeId) => session.send("CSS.getPlatformFontsForNode", { nodeId })),
  );
  const signs = drawn.filter(({ fonts }) => fonts.some((one) => one.isCustomFont));
  assert.ok(marked > 3);
  assert.equal(signs.length, marked);
});
