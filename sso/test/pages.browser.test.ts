import { launchBrowser } from "@gov/dev/browser.ts";
import { listen, type RunningServer } from "@gov/kit/server.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Browser } from "playwright-core";
import { checkPage, press } from "./look.ts";
import { amal, beginSignIn, clients, murad, seed, totpCode } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let service: RunningServer;
let browser: Browser;
let home = "";

before(async () => {
  sso = await startSso();
  await seed(sso);
  service = await listen((_request, response) => void response.end("the service"), { port: 0 });
  home = `http://localhost:${service.port}`;
  for (const id of ["portal", "backoffice", "car-club"] as const) {
    await adminPut(sso, `clients/${id}`, atHome(clients[id]));
  }
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  service.server.closeAllConnections();
  await service.close();
  await sso.close();
});
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
});

/** A client's registration with a service that a browser can really reach. */
const atHome = <T>(client: T): T =>
  JSON.parse(JSON.stringify(client).replaceAll(/http:\/\/(portal|cars)\.test/g, home)) as T;

const addressOf = async (id: "portal" | "backoffice" | "car-club", lang: string) => {
  const redirect_uri = atHome(clients[id]).redirectUris[0];
  return (await beginSignIn(sso, id, { redirect_uri, ui_locales: lang })).url;
};

const headings = {
  ar: {
    password: "ادخل برقم هويتك",
    code: "اكتب الرمز",
    consent: "نادي السيارات يطلب معلومات عنك",
    account: "حسابي",
    staff: "دخول الموظفين",
    signOut: "هل تريد الخروج؟",
  },
  en: {
    password: "Sign in with your identity number",
    code: "Enter the code",
    consent: "Car club asks for information about you",
    account: "My account",
    staff: "Staff sign-in",
    signOut: "Do you want to sign out?",
  },
} as const;

for (const lang of ["ar", "en"] as const) {
  for (const [width, colorScheme] of [
    [390, "light"],
    [1280, "dark"],
  ] as const) {
    test(`every page of a sign-in holds (${lang}, ${width} px, ${colorScheme})`, async () => {
      const says = headings[lang];
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(await addressOf("car-club", lang));
      await checkPage(page, "password", says.password);
      await page.fill("[name=nationalId]", "400000007");
      await press(page);
      await checkPage(page, "password with errors", says.password);
      await page.fill("[name=nationalId]", amal.nationalId);
      await page.fill("[name=password]", amal.password);
      await press(page);
      await checkPage(page, "code", says.code);
      await page.fill("[name=code]", sso.sms.codeFor(amal.phone));
      await press(page);
      await checkPage(page, "consent", says.consent);
      await press(page);
      await page.waitForURL(`${home}/**`);
      await page.goto(`${sso.issuer}/account`);
      await checkPage(page, "account", says.account);
      await page.goto(await addressOf("backoffice", lang));
      await checkPage(page, "staff", says.staff);
      await page.goto(`${sso.issuer}/session/end`);
      await checkPage(page, "sign out", says.signOut);
      await context.close();
    });
  }
}

test("with script off, staff and citizens reach the service and leave it again", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await addressOf("backoffice", "ar"));
  await page.fill("[name=username]", murad.username);
  await page.fill("[name=password]", murad.password);
  await press(page);
  await page.fill("[name=code]", totpCode(murad.totpSecret));
  await press(page);
  await page.waitForURL(`${home}/office/signin/callback?**`);
  const back = encodeURIComponent(`${home}/`);
  await page.goto(`${sso.issuer}/session/end?client_id=portal&post_logout_redirect_uri=${back}`);
  await press(page);
  await page.waitForURL(`${home}/`);
  await context.close();
});

test("a phone number inside Arabic text is drawn in its own order", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(await addressOf("portal", "ar"));
  await page.fill("[name=nationalId]", amal.nationalId);
  await page.fill("[name=password]", amal.password);
  await press(page);
  const [first, last] = await page.evaluate<[number, number]>(`(() => {
    const text = document.querySelector("p.lede bdi").firstChild;
    const left = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().left;
    };
    return [left(0, 1), left(text.length - 1, text.length)];
  })()`);
  assert.ok(first < last, "+970 stands left of the last digits");
  await page.close();
});
