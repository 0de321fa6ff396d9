import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, visit } from "./gallery-visit.ts";
import { endsInSight, lettersLeftToRight } from "./in-page.js";

test("in Arabic text every kind of value keeps its own order", async () => {
  await visit("pieces?lang=ar", { viewport: desktop }, async (page) => {
    const order = (kind: string): Promise<string> =>
      page.locator(`#directions [data-kind="${kind}"]`).evaluate(lettersLeftToRight);
    assert.equal(await order("plate"), "7-4821-H");
    assert.equal(await order("phone"), "+970599123456");
    assert.equal(await order("ils"), "120.00₪");
    assert.equal(await order("usd"), "$35.00");
    // Arabic letters stand from right to left: the sign د.أ lies left of its number.
    assert.equal(await order("jod"), "أ.د12.500");
    assert.equal(await order("negative"), "أ.د-12.500");
    assert.equal(await order("dateShort"), "22/11/2026");
    assert.equal(await order("time"), "10:14");
    const dateTime = await order("dateTime");
    assert.ok(dateTime.startsWith("10:14،2026") && dateTime.includes("22"), dateTime);
    const typed = await order("typed");
    for (const part of ["VL-2026-004187", "7-4821-H", "RamallahCity", "0599123456"]) {
      assert.ok(typed.includes(part), `${part} in ${typed}`);
    }
  });
});

test("in English text an Arabic name does not carry the digits after it away", async () => {
  await visit("pieces?lang=en", { viewport: desktop }, async (page) => {
    const order: string = await page
      .locator('#directions [data-kind="typed"]')
      .evaluate(lettersLeftToRight);
    assert.match(order, /^CaseVL-2026-004187of.*,telephone0599123456\.$/);
  });
});

test("without isolation a plate is misread, so the reading itself can be trusted", async () => {
  await visit("pieces?lang=ar", { viewport: desktop }, async (page) => {
    const plate = page.locator('#directions li:has([data-kind="plate"])');
    const order: string = await plate.evaluate(lettersLeftToRight);
    assert.ok(order.includes("7-4821-H"));
    await page.evaluate("document.querySelector('#directions li').textContent += ' 7-4821-H'");
    const bare: string = await plate
      .or(page.locator("#directions li"))
      .first()
      .evaluate(lettersLeftToRight);
    assert.ok(bare.includes("H-4821-7"), bare);
  });
});

test("a name too long for the header is cut at its own end, whichever language it is in", async () => {
  const long = {
    ar: "عبد الرحمن نضال محمد سليمان أبو هاشم التميمي",
    en: "Abd-al-Rahman Nidal Mohammad Suleiman Abu Hashem Al-Tamimi",
  };
  for (const lang of ["ar", "en"] as const) {
    await visit(`office?lang=${lang}`, { viewport: desktop }, async (page) => {
      const [name, institution] = await page.locator(".is bdi").all();
      assert.ok(name && institution);
      for (const text of [long.ar, long.en]) {
        await name.evaluate((element, given) => (element.textContent = given), text);
        const cut = { first: true, last: false };
        assert.deepEqual(await name.evaluate(endsInSight), cut, `${text} in ${lang}`);
        assert.deepEqual(await institution.evaluate(endsInSight), cut, `${text} in ${lang}`);
      }
    });
  }
});
