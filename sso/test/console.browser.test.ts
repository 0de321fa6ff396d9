import { launchBrowser } from "@gov/dev/browser.ts";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { countNewestHours } from "#src/console/console-queries.ts";
import { checks, employeeAt, permits, post, seedConsole, tester } from "./console-world.ts";
import { looks, openLooking, press } from "./look.ts";
import { murad, totpCode } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let browser: Browser;
const list = "/office/clients";

before(async () => {
  sso = await startSso();
  await seedConsole(sso);
  const admin = await employeeAt(sso, "fatima.admin");
  await post(admin, `${list}/new`, `${list}/new`, permits);
  const live = `${list}/permits-test/live`;
  await post(admin, live, live, permits);
  const operator = await employeeAt(sso, "salma.op");
  await post(operator, `${list}/permits/versions/1`, `${list}/permits/versions/1/review`, checks);
  const edit = `${list}/permits/edit`;
  await post(admin, edit, edit, { ...permits, redirectUris: "https://permits.example/callback-2" });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await sso.close();
});

const says = {
  ar: {
    list: "الخدمات المتصلة بالدخول",
    form: "سجّل خدمة",
    client: "رخص البناء",
    versions: "سجل التغييرات",
    review: "النسخة 2",
    setup: "إعداد نظامك",
    secret: "هل تريد سرّا جديدا؟",
    delete: "هل تحذف هذه الخدمة؟",
    simulator: "جرّب دخولا",
    result: "نتيجة التجربة",
  },
  en: {
    list: "Services that use the sign-in",
    form: "Register a service",
    client: "Building permits",
    versions: "History of changes",
    review: "Version 2",
    setup: "Set your system up",
    secret: "Do you want a new secret?",
    delete: "Delete this service?",
    simulator: "Try a sign-in",
    result: "What came of it",
  },
} as const;

const signInStaff = async (page: Page, username: string): Promise<void> => {
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
  await sso.db.deleteFrom("throttle").execute();
  await page.fill("[name=username]", username);
  await page.fill("[name=password]", murad.password);
  await press(page);
  await page.locator("[name=code]").waitFor();
  await page.fill("[name=code]", totpCode(murad.totpSecret));
  await press(page);
};

for (const look of looks) {
  const { lang, width } = look;
  test(`every page of the console holds (${lang}, ${width} px)`, async () => {
    const words = says[lang];
    const { context, page, see } = await openLooking(browser, look);
    const go = (path: string) => page.goto(`${sso.issuer}${path}`);
    await go(`${list}?lang=${lang}`);
    await signInStaff(page, "salma.op");
    await see("console-operator", words.list);
    await go(`${list}/permits/versions/2`);
    await see("console-review", words.review);
    await press(page);
    await see("console-review-errors", words.review);
    await context.clearCookies();
    await go(`${list}?lang=${lang}`);
    await signInStaff(page, "fatima.admin");
    await see("console-list", words.list);
    await go(`${list}/new`);
    await see("console-form", words.form);
    await press(page);
    await see("console-form-errors", words.form);
    await countNewestHours(sso.db);
    for (const [name, path, title] of [
      ["console-client", "permits-test", words.client],
      ["console-live", "permits", words.client],
      ["console-versions", "permits/versions", words.versions],
      ["console-setup", "permits-test/setup", words.setup],
      ["console-secret", "permits-test/secret", words.secret],
      ["console-delete", "permits-test/delete", words.delete],
      ["console-simulator", "permits-test/simulator", words.simulator],
    ] as const) {
      await go(`${list}/${path}`);
      await see(name, title);
    }
    await press(page);
    await page.fill("[name=nationalId]", tester.nationalId);
    await page.fill("[name=password]", tester.password);
    await press(page);
    await page.locator("[name=code]").waitFor();
    await page.fill("[name=code]", sso.sms.codeFor(tester.phone));
    await press(page);
    await press(page);
    await see("console-simulated", words.result);
    await context.close();
  });
}
