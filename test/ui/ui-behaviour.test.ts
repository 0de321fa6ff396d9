import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, phone, visit } from "./gallery-visit.ts";
import { focusedElement, pressTwice } from "./in-page.js";

test("the keyboard alone: the skip link, and from the error summary into the field", async () => {
  await visit("form?lang=ar", { viewport: phone }, async (page) => {
    assert.equal((await page.evaluate(focusedElement)).kind, "errors");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal((await page.evaluate(focusedElement)).id, "f-plate");
  });
  await visit("home?lang=ar", { viewport: phone }, async (page) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#main$/);
  });
});

test("a password can be shown and hidden", async () => {
  await visit("form-pieces?lang=ar", { viewport: phone }, async (page) => {
    const type = () => page.locator("#f-password").getAttribute("type");
    await page.getByRole("button", { name: "أظهر كلمة السر" }).click();
    assert.equal(await type(), "text");
    await page.getByRole("button", { name: "أخف كلمة السر" }).click();
    assert.equal(await type(), "password");
  });
});

test("a form is sent once, however often its button is pressed", async () => {
  await visit("form-pieces?lang=ar", { viewport: phone }, async (page) => {
    let posts = 0;
    await page.route("**/gallery/form-pieces", async (route) => {
      posts += 1;
      await route.fulfill({ status: 204 });
    });
    await page.evaluate(pressTwice);
    await page.locator('form.form[aria-busy="true"]').waitFor();
    assert.equal(posts, 1);
  });
});

test("keys press buttons by their place on the keyboard, and can be turned off", async () => {
  await visit("office?lang=ar", { viewport: desktop }, async (page) => {
    const busy = page.locator("form[aria-busy]");
    await page.route("**/gallery/office", (route) => route.fulfill({ status: 204 }));
    await page.locator(".keys summary").click();
    await page.locator("#f-shortcuts").uncheck();
    await page.locator("h1").click();
    await page.keyboard.press("KeyA");
    assert.equal(await busy.count(), 0);
    await page.locator("#f-shortcuts").check();
    await page.locator("h1").click();
    await page.keyboard.press("KeyA");
    await busy.waitFor();
  });
});

test("without script the page is whole: errors lead to fields, the language changes", async () => {
  const options = { viewport: phone, javaScriptEnabled: false };
  await visit("form?lang=ar", options, async (page) => {
    await page.locator(".errors a").click();
    assert.match(page.url(), /#f-plate$/);
    await page.locator('a[hreflang="en"]').click();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.locator("#f-plate").inputValue(), "74821");
  });
});
