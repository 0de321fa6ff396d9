import { launchBrowser } from "@gov/dev/browser.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { checkPage, press } from "./look.ts";
import { allowApprovals, openApp } from "./approver-app.ts";
import { amal, seed } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { plugIn } from "./virtual-authenticator.ts";

let sso: SsoUnderTest;
let browser: Browser;
before(async () => {
  sso = await startSso();
  await seed(sso);
  await allowApprovals(sso);
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await sso.close();
});
beforeEach(async () => {
  for (const table of ["throttle", "passkey", "approver", "approval", "recovery_code"] as const) {
    await sso.db.deleteFrom(table).execute();
  }
  await sso.db.updateTable("account").set({ proofing: "registry" }).execute();
});

const password = async (page: Page, lang: string): Promise<void> => {
  await page.goto(`${sso.issuer}/account/security?lang=${lang}`);
  await page.fill("[name=nationalId]", amal.nationalId);
  await page.fill("[name=password]", amal.password);
  await press(page);
};

for (const [lang, width, colorScheme] of [
  ["ar", 390, "light"],
  ["en", 1280, "dark"],
] as const) {
  test(`every page of the factors holds (${lang}, ${width} px, ${colorScheme})`, async () => {
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    await plugIn(context, page);
    await page.addInitScript(
      "PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)",
    );
    // Here the page waits to be looked at, and does not open itself again meanwhile.
    await page.route("**/assets/approval.*.js", async (route) => await route.abort());
    const shot = async (name: string) => await checkPage(page, `${name}-${lang}-${width}`);
    await password(page, lang);
    await page.fill("[name=code]", sso.sms.codeFor(amal.phone));
    await press(page);
    await page.waitForURL("**/account/security**");
    await shot("security-empty");
    await page.goto(`${sso.issuer}/account/security/passkeys/new`);
    await shot("passkey-new");
    await page.fill("[name=name]", "مفتاحي / My key");
    await press(page);
    await page.waitForURL("**done=passkey-added");
    await page.goto(`${sso.issuer}/account/security/authenticator`);
    await shot("authenticator");
    await page.goto(`${sso.issuer}/account/security/recovery-codes`);
    await shot("recovery-question");
    await press(page);
    await page.locator(".codes").waitFor();
    await shot("recovery-codes");
    const app = await openApp(sso);
    assert.equal((await app.register()).status, 201);
    await page.goto(`${sso.issuer}/account/security`);
    await shot("security-full");
    await page.locator('a[href*="/passkeys/"][href$="/remove"]').click();
    await shot("passkey-remove");

    await context.clearCookies();
    await password(page, lang);
    await shot("approval");
    const [asked] = await app.pending();
    assert.ok(asked);
    await app.decide(asked.id, { challenge: asked.challenge, decision: "refuse" });
    await page.goto(page.url());
    await shot("approval-refused");
    await page.locator('a[href$="/ways"]').click();
    await shot("ways");
    await page.locator('button[value="passkey"]').click();
    await shot("passkey-step");
    await page.goto(page.url().replace("/code", "/ways"));
    await page.locator('button[value="recovery-code"]').click();
    await shot("recovery-step");
    await page.goto(page.url().replace("/code", "/ways"));
    await page.locator('button[value="passkey"]').click();
    await page.locator("form.form button.btn").click();
    await page.waitForURL("**/account/security**");
    await sso.db.deleteFrom("throttle").execute();
    await page.goto(`${sso.issuer}${await ownRequest(page, lang, { max_age: "0" })}`);
    await shot("again");
    const strong = { claims: '{"id_token":{"acr":{"essential":true,"value":"urn:gov:loa:3"}}}' };
    await page.goto(`${sso.issuer}${await ownRequest(page, lang, strong)}`);
    await shot("unmet");
    await sso.db.updateTable("account").set({ proofing: "counter" }).execute();
    await page.goto(`${sso.issuer}${await ownRequest(page, lang, strong)}`);
    await shot("stronger");
    await context.close();
  });
}

/** A request of the account's own client, with more asked of the sign-in. */
const ownRequest = async (
  page: Page,
  lang: string,
  more: Record<string, string>,
): Promise<string> => {
  const anonymous = await page.context().browser()?.newContext();
  const started = await anonymous?.newPage();
  const [request] = await Promise.all([
    started?.waitForRequest((one) => one.url().includes("/auth?")),
    started?.goto(`${sso.issuer}/account`),
  ]);
  await anonymous?.close();
  const url = new URL(request?.url() ?? "");
  for (const [name, value] of Object.entries({ ...more, ui_locales: lang })) {
    url.searchParams.set(name, value);
  }
  return `${url.pathname}${url.search}`;
};
