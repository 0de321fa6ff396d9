import { fullNameText } from "@gov/country/names.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { listen, type RunningServer } from "@gov/kit/server.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { citizens, nationalIdOf } from "../../dev/seed/citizens.ts";
import { looks, openLooking, press } from "./look.ts";
import { startRegistriesBehindExchange, type Registries } from "./registries-behind-exchange.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let registries: Registries;
let sso: SsoUnderTest;
let service: RunningServer;
let browser: Browser;
const password = "correct horse battery";

before(async () => {
  registries = await startRegistriesBehindExchange();
  sso = await startSso(undefined, { exchangeUrl: registries.url });
  for (const { nationalId, name, dateOfBirth, phone } of citizens) {
    const body = { name: fullNameText(name), dateOfBirth, phone, password };
    assert.ok((await adminPut(sso, `accounts/${nationalId}`, body)).ok);
  }
  service = await listen((_request, response) => void response.end("the service"), { port: 0 });
  const home = `http://localhost:${service.port}`;
  const put = await adminPut(sso, "clients/portal", {
    name: { ar: "بوابة الخدمات", en: "Services portal" },
    kind: "web",
    firstParty: true,
    homeUrl: home,
    redirectUris: [`${home}/callback`],
    scopes: ["openid", "profile", "mandates"],
    representation: ["company", "child", "attorney"],
    secret: "a-secret-long-enough",
  });
  assert.ok(put.ok, await put.text());
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  service.server.closeAllConnections();
  await service.close();
  await sso.close();
  await registries.close();
});
beforeEach(async () => {
  registries.down.clear();
  await sso.db.deleteFrom("throttle").execute();
});

const phoneOf = (key: string): string => citizens.find((one) => one.key === key)?.phone ?? "";

const signIn = async (page: Page, key: string): Promise<void> => {
  await page.fill("[name=nationalId]", nationalIdOf(key));
  await page.fill("[name=password]", password);
  await press(page);
  await page.locator("[name=code]").waitFor();
  await page.fill("[name=code]", sso.sms.codeFor(phoneOf(key)));
  await press(page);
};

const requestFor = (lang: string): string => {
  const url = new URL("/auth", sso.issuer);
  url.search = new URLSearchParams({
    client_id: "portal",
    redirect_uri: `http://localhost:${service.port}/callback`,
    response_type: "code",
    scope: "openid profile mandates",
    code_challenge: "A".repeat(43),
    code_challenge_method: "S256",
    ui_locales: lang,
  }).toString();
  return url.href;
};

const says = {
  ar: {
    choose: "عمن تتصرف الآن؟",
    list: "التوكيلات والتمثيل",
    give: "من تريد أن يتصرف عنك؟",
    check: "راجع التوكيل قبل إعطائه",
    revoke: "هل تلغي هذا الآن؟",
    holder: "يوسف عبد الرحمن صالح عودة",
  },
  en: {
    choose: "For whom are you acting now?",
    list: "Acting for others",
    give: "Who should act for you?",
    check: "Check before you give it",
    revoke: "Revoke this now?",
    holder: "Yousef Abd-al-Rahman Saleh Odeh",
  },
} as const;

for (const look of looks) {
  const { lang, width } = look;
  test(`every page of a mandate holds (${lang}, ${width} px)`, async () => {
    const words = says[lang];
    const { context, page, see } = await openLooking(browser, look);
    await page.goto(requestFor(lang));
    await signIn(page, "layla");
    await see("choose", words.choose);
    registries.down.add("civil");
    await page.reload();
    await see("choose-down", words.choose);
    await page.locator("[name=for]").last().check();
    await press(page);
    await page.waitForURL(`http://localhost:${service.port}/**`);

    await page.goto(`${sso.issuer}/account/mandates/new`);
    await see("give", words.give);
    await page.fill("[name=nationalId]", "400000007");
    await press(page);
    await see("give-errors", words.give);
    await page.fill("[name=nationalId]", nationalIdOf("yousef"));
    await page.locator("[name=reach]").first().check();
    await page.fill("[name=until-day]", "1");
    await page.fill("[name=until-month]", "6");
    await page.fill("[name=until-year]", String(new Date().getFullYear() + 1));
    await press(page);
    await see("check", words.check);
    await press(page);
    await see("mandate", words.holder);
    const path = new URL(page.url()).pathname;
    await page.goto(`${sso.issuer}/account/mandates`);
    await see("list", words.list);
    await page.goto(`${sso.issuer}${path}/revoke`);
    await see("revoke", words.revoke);
    await context.close();
    await sso.db
      .updateTable("mandate")
      .set({ state: "revoked" })
      .where("kind", "=", "attorney")
      .execute();
  });
}
