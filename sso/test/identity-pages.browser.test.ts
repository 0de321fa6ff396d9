import { launchBrowser } from "@gov/dev/browser.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { checkPage, press } from "./look.ts";
import { amal } from "./people-and-clients.ts";
import { registrarOf, seedRegistrars } from "./registrars.ts";
import {
  describe,
  startSsoWithRegistry,
  type Described,
  type RegistryUnderTest,
} from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

let exchange: RegistryUnderTest;
let sso: SsoUnderTest;
let close: () => Promise<void>;
let browser: Browser;
before(async () => {
  ({ exchange, sso, close } = await startSsoWithRegistry());
  await seedRegistrars(sso);
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await close();
});
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
  exchange.state.unknown.clear();
  sso.time.aheadMs = 0;
});

const password = "شباك قهوة غيمة";

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name="${name}"]`, value);
  await press(page);
};

/** The code that the SMS centre was given for a phone, once it is there. */
const codeFor = (phone: string): string => sso.sms.codeFor(phone);

const document = async (page: Page, { documentKind, documentNumber }: Described) => {
  await page.check(`[name=documentKind][value=${documentKind}]`);
  await page.fill("[name=documentNumber]", documentNumber);
  await press(page);
};

type Look = (page: Page, name: string) => Promise<void>;

/** The registration from its first page to its last, wrong at times. */
const register = async (page: Page, who: Described, look: Look): Promise<void> => {
  await page.goto(`${sso.issuer}/register`);
  await look(page, "register-start");
  await press(page);
  await press(page);
  await look(page, "register-national-id-empty");
  await fill(page, { nationalId: who.nationalId });
  await look(page, "register-name");
  await fill(page, { firstName: who.firstName, familyName: who.familyName });
  await look(page, "register-birth-date");
  await fill(page, who.dateOfBirth);
  await look(page, "register-document");
  await document(page, { ...who, documentNumber: "99999999" });
  await look(page, "register-unconfirmed");
  await page.goto(`${sso.issuer}/register/document`);
  exchange.state.down = true;
  await document(page, who);
  await look(page, "register-registry-down");
  exchange.state.down = false;
  await document(page, who);
  await look(page, "register-phone");
  await fill(page, { phone: who.phone });
  await look(page, "register-code");
  await fill(page, { code: codeFor(who.phone) });
  await fill(page, { password: "football2024", passwordAgain: "x" });
  await look(page, "register-password-weak");
  await fill(page, { password, passwordAgain: password });
  await look(page, "register-terms");
  await page.check("[name=agree]");
  await press(page);
  await look(page, "register-done");
};

const profile = async (page: Page, look: Look): Promise<void> => {
  await page.goto(`${sso.issuer}/account/profile`);
  await look(page, "profile");
  await page.goto(`${sso.issuer}/account/profile/phone`);
  await look(page, "profile-phone");
  await fill(page, { phone: "0599787878" });
  await look(page, "profile-phone-code");
  for (const part of ["email", "language"]) {
    await page.goto(`${sso.issuer}/account/profile/${part}`);
    await look(page, `profile-${part}`);
  }
};

const forget = async (page: Page, who: Described, look: Look): Promise<void> => {
  await page.goto(`${sso.issuer}/recover`);
  await look(page, "recover");
  await fill(page, { nationalId: who.nationalId });
  await look(page, "recover-document");
  await document(page, who);
  await look(page, "recover-code");
  await fill(page, { code: codeFor(who.phone) });
  await look(page, "recover-password");
  await fill(page, { password, passwordAgain: password });
  await look(page, "recover-done");
  await page.goto(`${sso.issuer}/recover/setup`);
  await look(page, "recover-setup");
};

const signInAtOffice = async (page: Page, who: "amani" | "jihad"): Promise<void> => {
  const { username, password: secret, code } = registrarOf(who);
  await page.goto(`${sso.issuer}/office`);
  await fill(page, { username, password: secret });
  await fill(page, { code: code() });
};

/** Both desks: a person proven, a phone recovered. */
const counter = async (first: Page, second: Page, who: Described, look: Look): Promise<void> => {
  await signInAtOffice(first, "amani");
  await look(first, "office");
  await first.goto(`${sso.issuer}/office/proofing`);
  await look(first, "office-proofing");
  await fill(first, { nationalId: who.nationalId });
  await first.locator("form.act button").first().click();
  await look(first, "office-proofing-person");
  await first.check("[name=documentSeen]");
  await first.check("[name=faceMatches]");
  await first.fill("[name=code]", codeFor(who.phone));
  await document(first, who);
  await look(first, "office-proofing-own");
  await signInAtOffice(second, "jihad");
  await second.goto(`${sso.issuer}/office/proofing`);
  await look(second, "office-proofing-waiting");
  await second.goto(first.url());
  await look(second, "office-proofing-case");
  await second.locator("form.act button").first().click();
  await look(second, "office-proofing-confirmed");
  await first.goto(`${sso.issuer}/office/recovery`);
  await fill(first, { nationalId: who.nationalId });
  await look(first, "office-recovery-person");
  await first.check("[name=documentSeen]");
  await first.check("[name=faceMatches]");
  await first.fill("[name=newPhone]", "0599454545");
  await document(first, who);
  await look(first, "office-recovery-own");
  await second.goto(first.url());
  await look(second, "office-recovery-case");
  await second.locator("form.act button").first().click();
  await look(second, "office-recovery-confirmed");
  await first.goto(`${sso.issuer}/office/recovery`);
  await look(first, "office-recovery");
  await openUndo(second, who.phone, "recovery", look);
  const path = (await first.locator("table a").first().getAttribute("href")) ?? "";
  sso.time.aheadMs = 49 * 3_600_000;
  await first.goto(`${sso.issuer}${path}`);
  await first.locator("form.act button").first().click();
  await look(first, "office-recovery-ready");
  await fill(first, { code: codeFor("+970599454545") });
  await look(first, "office-recovery-printed");
};

/** Opens the newest link of a kind that a phone was sent. */
const openUndo = async (page: Page, phone: string, kind: string, look: Look): Promise<void> => {
  await sso.deliver();
  const texts = sso.sms.messages.filter(({ to }) => to === phone).map(({ text }) => text);
  const link = texts.map((text) => new RegExp(`https?:\\S+/undo/${kind}/\\S+`).exec(text)?.[0]);
  await page.goto(link.findLast((one) => one !== undefined) ?? "");
  await look(page, `undo-${kind}`);
};

const visits = [
  ["ar", 390, "light", "sara"],
  ["en", 1280, "dark", "omar"],
] as const;

for (const [lang, width, colorScheme, key] of visits) {
  test(`every page of an account's life holds (${lang}, ${width} px, ${colorScheme})`, async () => {
    const who = describe(key);
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ viewport, colorScheme });
    const other = await browser.newContext({ viewport, colorScheme });
    for (const one of [context, other]) {
      await one.addCookies([{ name: "lang", value: lang, url: sso.issuer }]);
    }
    const look: Look = (page, name) => checkPage(page, `${name}-${lang}-${width}`);
    const page = await context.newPage();
    await register(page, who, look);
    await page.locator("main a.btn").first().click();
    await look(page, "account");
    await profile(page, look);
    await forget(page, who, look);
    const second = await other.newPage();
    await counter(page, second, who, look);
    await context.close();
    await other.close();
  });
}

test("with script off a person registers and comes to their account", async () => {
  const who = describe("mariam");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await register(page, who, () => Promise.resolve());
  await page.locator("main a.btn").first().click();
  assert.equal(new URL(page.url()).pathname, "/account");
  assert.notEqual(who.phone, amal.phone);
  await context.close();
});
