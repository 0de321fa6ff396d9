import assert from "node:assert/strict";
import { test } from "node:test";
import { launchBrowser } from "./browser.ts";

test("the browser draws Arabic with a font that has its letters", async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<p dir="rtl" style="font-family: sans-serif">رخصة</p>');
    const session = await page.context().newCDPSession(page);
    await session.send("DOM.enable");
    await session.send("CSS.enable");
    const { root } = await session.send("DOM.getDocument");
    const { nodeId } = await session.send("DOM.querySelector", {
      nodeId: root.nodeId,
      selector: "p",
    });
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    assert.deepEqual(
      fonts.map((font) => font.familyName),
      ["Noto Sans Arabic"],
    );
  } finally {
    await browser.close();
  }
});
