import { launchBrowser } from "@gov/dev/browser.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { protectionToken } from "#src/protection/protection-link.ts";
import { checkPage, press } from "./look.ts";
import { amal, clients, murad, seed, totpCode } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let browser: Browser;

before(async () => {
  sso = await startSso();
  await seed(sso);
  const body = { ...murad.body, institution: "mtit", roles: ["operator"] };
  assert.ok((await adminPut(sso, "staff/salma", body)).ok);
  assert.ok((await adminPut(sso, "clients/car-club", clients["car-club"])).ok);
  await seedLife();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await sso.close();
});

const agents = [
  "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
];

const amalId = async () =>
  (await sso.db.selectFrom("account").select("id").executeTakeFirstOrThrow()).id;

/** A second session and device of Amal's, a grant, and what officials did. */
const seedLife = async (): Promise<void> => {
  const person_id = await amalId();
  const uid = "another-session-of-hers";
  const { Session, Grant } = sso.engine.provider();
  const session = Object.assign(new Session(), { uid, accountId: person_id });
  session.sidFor("car-club", "sid");
  await session.save(3_600);
  const grant = new Grant({ accountId: person_id, clientId: "car-club" });
  grant.addOIDCScope("openid profile phone");
  await grant.save();
  const from = { person_id, address: "185.12.64.7", user_agent: agents[1] ?? "" };
  await sso.db
    .insertInto("person_session")
    .values({ uid, ...from })
    .execute();
  await sso.db
    .insertInto("known_device")
    .values({ device_id: "d", ...from })
    .execute();
  const reason = JSON.stringify({ reason: "طلب صاحبة الحساب في المعاملة 77-B" });
  const event = { event: "intervention.looked", actor: "salma", detail: reason, ...from };
  await sso.db.insertInto("audit_event").values(event).execute();
};

const asAmal = async (page: Page, lang: string): Promise<void> => {
  await sso.db.deleteFrom("throttle").execute();
  await page.goto(`${sso.issuer}/account?lang=${lang}`);
  await page.fill("[name=nationalId]", amal.nationalId);
  await page.fill("[name=password]", amal.password);
  await press(page);
  await page.fill("[name=code]", sso.sms.codeFor(amal.phone));
  await press(page);
  await page.waitForURL(/\/account/);
};

const asOperator = async (page: Page): Promise<void> => {
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
  await page.goto(`${sso.issuer}/office`);
  await page.fill("[name=username]", "salma");
  await page.fill("[name=password]", murad.password);
  await press(page);
  await page.fill("[name=code]", totpCode(murad.totpSecret));
  await press(page);
  await page.waitForURL(/\/office/);
};

for (const [lang, width, colorScheme] of [
  ["ar", 390, "light"],
  ["en", 1280, "dark"],
] as const) {
  const settings = { viewport: { width, height: 800 }, colorScheme };
  const named = (name: string) => `${name}-${lang}-${width}`;

  test(`a person's own pages hold (${lang}, ${width} px, ${colorScheme})`, async () => {
    const context = await browser.newContext({ ...settings, userAgent: agents[0] ?? "" });
    const page = await context.newPage();
    await asAmal(page, lang);
    await checkPage(page, named("account"));
    for (const part of ["sessions", "services", "history"]) {
      await page.goto(`${sso.issuer}/account/${part}`);
      await checkPage(page, named(part));
    }
    await page.goto(`${sso.issuer}/account/services/revoke?service=car-club`);
    await checkPage(page, named("revoke"));
    const link = protectionToken(sso.config, { personId: await amalId(), at: new Date() });
    await page.goto(`${sso.issuer}/protect/${link}`);
    await checkPage(page, named("protect"));
    await page.goto(`${sso.issuer}/protect/x`);
    await checkPage(page, named("protect-bad"));
    await page.goto(`${sso.issuer}/session/end`);
    await press(page);
    await page.waitForURL(/success/);
    await checkPage(page, named("signed-out"));
    await context.close();
  });

  test(`the operators' pages hold (${lang}, ${width} px, ${colorScheme})`, async () => {
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    await page.goto(`${sso.issuer}/account?lang=${lang}`);
    await asOperator(page);
    await page.goto(`${sso.issuer}/office?lang=${lang}`);
    await checkPage(page, named("office"));
    await page.goto(`${sso.issuer}/office/people?lang=${lang}`);
    await press(page);
    await checkPage(page, named("people-errors"));
    await page.fill("[name=who]", amal.nationalId);
    await page.fill("[name=reason]", "طلب صاحبة الحساب في المعاملة 77-B");
    await press(page);
    await page.waitForURL(/view/);
    await checkPage(page, named("person"));
    await page.locator('a[href*="act=suspend"]').click();
    await checkPage(page, named("suspend"));
    await page.goto(`${sso.issuer}/office/audit`);
    await checkPage(page, named("audit"));
    await context.close();
  });
}
