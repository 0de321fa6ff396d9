import { launchBrowser } from "@gov/dev/browser.ts";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { triesTogether } from "#src/protocol/auth-limit.ts";
import { looks, openLooking } from "./look.ts";
import { beginSignIn, seed } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

const headings = {
  ar: "طلبات الدخول من شبكتك كثيرة الآن",
  en: "Too many sign-ins from your network",
};

let sso: SsoUnderTest;
let browser: Browser;
before(async () => {
  const environment = { AUTH_ADDRESS_BURST: "20", AUTH_ADDRESS_PER_SECOND: "0.02" };
  sso = await startSso(undefined, { environment });
  await seed(sso);
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await sso.close();
});

for (const look of looks) {
  test(`the page of a full address: ${look.lang}, ${look.width} px`, async () => {
    const { url } = await beginSignIn(sso, "portal", { ui_locales: look.lang });
    for (let asked = 0; asked < 20 + triesTogether; asked += 1) {
      await fetch(url, { redirect: "manual" });
    }
    const { context, page, see } = await openLooking(browser, look);
    await page.goto(url);
    await see("full-address", headings[look.lang]);
    const other = look.lang === "ar" ? "en" : "ar";
    await page.locator(`a[hreflang="${other}"], a[lang="${other}"]`).first().click();
    await see(`full-address-from-${look.lang}`, headings[other]);
    await context.close();
  });
}
