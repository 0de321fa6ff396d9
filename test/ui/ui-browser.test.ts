import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFaults } from "@gov/dev/axe.ts";
import { desktop, galleryPages, phone, visit } from "./gallery-visit.ts";
import { lettersWithoutPicture, pixelsOverTheEdge } from "./in-page.js";
import { smallTargets, textsTornApart } from "./in-page.js";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// The dark scheme changes colours alone, so colours alone are looked at again.
const judgedBy = { light: { tags: standards }, dark: { rules: ["color-contrast"] } };

// Colours are the same in both languages: the dark ones are looked at once.
for (const [lang, colorScheme] of [
  ["ar", "light"],
  ["en", "light"],
  ["ar", "dark"],
] as const) {
  test(`axe finds nothing: ${lang}, ${colorScheme}`, async () => {
    for (const name of galleryPages) {
      const viewport = name === "office" ? desktop : phone;
      const found = await visit(`${name}?lang=${lang}`, { viewport, colorScheme }, (page) =>
        axeFaults(page, judgedBy[colorScheme]),
      );
      assert.deepEqual(found, [], name);
    }
  });
}

test("nothing runs over the edge: 320 pixels, a phone, a desk at 200 percent", async () => {
  for (const name of galleryPages) {
    for (const lang of ["ar", "en"]) {
      await visit(`${name}?lang=${lang}`, { viewport: phone }, async (page) => {
        for (const width of [320, phone.width, 640, 1024]) {
          await page.setViewportSize({ width, height: 800 });
          const over = await page.evaluate(pixelsOverTheEdge);
          assert.ok(over <= 0, `${name} ${lang} at ${width}: ${over} pixels over`);
        }
      });
    }
  }
});

test("a number inside a sentence keeps the spaces around it, wherever the sentence stands", async () => {
  for (const name of galleryPages) {
    await visit(`${name}?lang=ar`, { viewport: phone }, async (page) => {
      assert.deepEqual(await page.evaluate(textsTornApart), [], name);
    });
  }
});

test("every control is at least 44 pixels high and wide", async () => {
  for (const name of ["form-pieces", "office"]) {
    await visit(`${name}?lang=ar`, { viewport: phone }, async (page) => {
      assert.deepEqual(await page.evaluate(smallTargets), [], name);
    });
  }
});

test("the fonts have every letter of the pages, the shekel's sign included", async () => {
  for (const path of ["pieces?lang=ar", "form-pieces?lang=ar", "pieces?lang=en"]) {
    await visit(path, { viewport: phone }, async (page) => {
      assert.deepEqual(await page.evaluate(lettersWithoutPicture), []);
    });
  }
});
