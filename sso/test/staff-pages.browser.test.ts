import { launchBrowser } from "@gov/dev/browser.ts";
import { weighPages } from "@gov/dev/page-weight.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { checkPage } from "./look.ts";
import { atOffice, employ, setUpLinkFor, type Colleague } from "./office-people.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let browser: Browser;
let fadi: Colleague;
let rami: Colleague;
let salma: Colleague;
let provider = "";

before(async () => {
  sso = await startSso(undefined, { environment: { OUTBOUND_HOSTS: "login.moi.test" } });
  fadi = await employ(sso, "fadi.nasser", "interior", "administrator");
  salma = await employ(sso, "salma.zidan", "mtit", "operator");
  rami = await employ(sso, "rami.salameh", "interior", "officer");
  for (let number = 1; number <= 30; number += 1) {
    await employ(sso, `officer.${number}`, "interior", "officer", "supervisor");
  }
  const desk = await atOffice(sso, fadi);
  const roles = await desk.open(`/office/staff/people/${rami.id}/roles`);
  await desk.submit(roles, { roles: "registrar" });
  const operator = await atOffice(sso, salma);
  const registered = await operator.submit(await operator.open("/office/federation/new"), {
    institution: "interior",
    issuer: "https://login.moi.test",
    clientId: "hukumati",
    proves: "key",
    alg: "RS256",
    claim: "email",
    matches: "email",
    mfaAmr: "mfa",
    joiners: "",
  });
  provider = new URL(registered.url).pathname;
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await sso.close();
});

/** The cookies of somebody who is signed in at the office, for a real browser. */
const cookiesOf = async (who: Colleague) => {
  const { jar } = await atOffice(sso, who);
  return [...jar].map(([key, { value, path }]) => ({
    name: key.split(" ")[0] ?? "",
    value,
    domain: "localhost",
    path,
  }));
};

/** An unspent set-up link, of a joiner of its own. */
const invited = async (username: string, phone: string): Promise<string> => {
  const desk = await atOffice(sso, fadi);
  await desk.submit(await desk.open("/office/staff/invite"), {
    nameAr: "رنا قاسم",
    nameEn: "Rana Qasim",
    username,
    phone: phone.replace("+970", "0"),
    email: "",
    roles: "officer",
  });
  return setUpLinkFor(sso, phone);
};

const administratorsPages = (person: string): [name: string, path: string][] => [
  ["list", "/office/staff"],
  ["none-found", "/office/staff?q=zzz"],
  ["invite", "/office/staff/invite"],
  ["requests", "/office/staff/requests"],
  ["person", `${person}?done=asked`],
  ...["roles", "contact", "reset", "move", "leave", "suspend"].map((act): [string, string] => [
    act,
    `${person}/${act}`,
  ]),
];

const looks = [
  ["ar", 390, "light"],
  ["en", 1280, "dark"],
] as const;

for (const [lang, width, colorScheme] of looks) {
  test(`every page of the directory holds (${lang}, ${width} px, ${colorScheme})`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const weight = await weighPages(await context.newCDPSession(page));
    const visit = async (name: string, path: string): Promise<void> => {
      const url = new URL(path, sso.issuer);
      url.searchParams.set("lang", lang);
      const answer = await page.goto(url.href);
      assert.equal(answer?.status(), 200, name);
      await checkPage(page, `${name}-${lang}-${width}`);
      assert.ok(weight().html <= 14 * 1024, `${name}: ${weight().html} bytes of HTML`);
      assert.ok(weight().all <= 50 * 1024, `${name}: ${weight().all} bytes`);
    };
    await context.addCookies(await cookiesOf(fadi));
    for (const [name, path] of administratorsPages(`/office/staff/people/${rami.id}`)) {
      await visit(name, path);
    }
    await page.goto(`${sso.issuer}/office/staff/invite?lang=${lang}`);
    await page.locator("form.form button.btn").first().click();
    await checkPage(page, `invite-wrong-${lang}-${width}`);
    await context.clearCookies();
    await context.addCookies(await cookiesOf(salma));
    await visit("office", "/office");
    await visit("providers", "/office/federation");
    await visit("provider-new", "/office/federation/new");
    await visit("provider", `${provider}?fresh=1`);
    await context.clearCookies();
    const phone = `+97059900${lang === "ar" ? 1 : 2}${width === 390 ? "390" : "128"}`;
    await visit("set-up", await invited(`joiner.${lang}.${width}`, phone));
    await page.fill("[name=password]", "a sentence I remember");
    await page.locator("form.form button.btn").first().click();
    await page.waitForURL("**/authenticator");
    await checkPage(page, `authenticator-${lang}-${width}`);
    await visit("set-up-done", "/set-up/done");
    await page.goto(`${sso.issuer}/office`);
    const signIn = page.url().split("?")[0] ?? "";
    await checkPage(page, `staff-sign-in-${lang}-${width}`);
    await visit("institutions", `${signIn}/institution?failed=set-up-first`);
    await context.close();
  });
}
