import { launchBrowser } from "@gov/dev/browser.ts";
import { listen, type RunningServer } from "@gov/kit/server.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { amal, beginSignIn, clients, murad, seed, totpCode } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { plugIn } from "./virtual-authenticator.ts";

let sso: SsoUnderTest;
let service: RunningServer;
let browser: Browser;
let home = "";

before(async () => {
  sso = await startSso();
  await seed(sso);
  service = await listen((_request, response) => void response.end("the service"), { port: 0 });
  home = `http://localhost:${service.port}`;
  for (const id of ["portal", "backoffice"] as const) {
    const registration = JSON.stringify(clients[id]).replaceAll("http://portal.test", home);
    await adminPut(sso, `clients/${id}`, JSON.parse(registration));
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
  await sso.db.deleteFrom("passkey").execute();
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
});

const begin = async (id: "portal" | "backoffice", extra: Record<string, string> = {}) => {
  const path = id === "portal" ? "/signin/callback" : "/office/signin/callback";
  return await beginSignIn(sso, id, { redirect_uri: `${home}${path}`, ...extra });
};

/** What the service is told once the browser is back at it. */
const claimsAt = async (
  page: Page,
  attempt: Awaited<ReturnType<typeof begin>>,
): Promise<Record<string, unknown>> => {
  await page.waitForURL(`${home}/**`);
  return (await attempt.finish(page.url())).claims() ?? {};
};

const signIn = async (page: Page, extra: Record<string, string> = {}) => {
  const attempt = await begin("portal", extra);
  await page.goto(attempt.url);
  await page.fill("[name=nationalId]", amal.nationalId);
  await page.fill("[name=password]", amal.password);
  await page.getByRole("button", { name: "تابع" }).click();
  await page.fill("[name=code]", sso.sms.codeFor(amal.phone));
  await page.getByRole("button", { name: "ادخل", exact: true }).click();
  return await claimsAt(page, attempt);
};

const register = async (page: Page, name: string): Promise<void> => {
  await page.goto(`${sso.issuer}/account/security`);
  await page.getByRole("link", { name: "أضف مفتاح مرور" }).click();
  await page.fill("[name=name]", name);
  await page.getByRole("button", { name: "أنشئ المفتاح" }).click();
  await page.getByText("أضيف مفتاح المرور").waitFor();
};

const open = async (options: { synced?: boolean; hasVerification?: boolean } = {}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  return { context, page, device: await plugIn(context, page, options) };
};

const usePasskey = (page: Page) => page.getByRole("button", { name: "ادخل بمفتاح المرور" }).click();

/** Conditional requests answer at once with a device that is always touched: leave only the button. */
const withoutFieldOffer = async (page: Page): Promise<void> => {
  await page.addInitScript(
    "PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)",
  );
};

test("a passkey is made on the account page and signs in without any name", async () => {
  const { context, page } = await open();
  await withoutFieldOffer(page);
  await signIn(page);
  await register(page, "هاتفي");
  assert.match((await page.textContent("main")) ?? "", /هاتفي/);
  assert.match((await page.textContent("main")) ?? "", /هذا الجهاز وحده/);
  await context.clearCookies();
  const attempt = await begin("portal");
  await page.goto(attempt.url);
  await usePasskey(page);
  const claims = await claimsAt(page, attempt);
  assert.equal(claims["national_id"], amal.nationalId);
  assert.equal(claims["acr"], "urn:gov:loa:2");
  assert.deepEqual(claims["amr"], ["hwk", "user", "mfa"]);
  await context.close();
});

test("a passkey offered in the field of the name signs in as well, and a synced one says so", async () => {
  const { context, page } = await open({ synced: true });
  await signIn(page);
  await register(page, "كل أجهزتي");
  await context.clearCookies();
  const attempt = await begin("portal");
  await page.goto(attempt.url);
  const claims = await claimsAt(page, attempt);
  assert.deepEqual(claims["amr"], ["swk", "user", "mfa"]);
  await context.close();
});

test("without its owner's finger or PIN a passkey opens nothing, and cannot be made", async () => {
  const { context, page, device } = await open();
  await withoutFieldOffer(page);
  await signIn(page);
  await register(page, "هاتفي");
  await device.verify(false);
  await page.goto(`${sso.issuer}/account/security/passkeys/new`);
  await page.getByRole("button", { name: "أنشئ المفتاح" }).click();
  await page.getByText("لم يكتمل. حاول من جديد").waitFor();
  await context.clearCookies();
  await page.goto((await begin("portal")).url);
  await usePasskey(page);
  await page.getByText("لم يكتمل. حاول من جديد").waitFor();
  await context.close();
});

test("a key whose counter falls behind is refused and stopped for good", async () => {
  const { context, page, device } = await open();
  await withoutFieldOffer(page);
  await signIn(page);
  await register(page, "هاتفي");
  const use = async () => {
    await context.clearCookies();
    const attempt = await begin("portal");
    await page.goto(attempt.url);
    await usePasskey(page);
    return attempt;
  };
  const [copy] = await device.keys();
  assert.ok(copy);
  await claimsAt(page, await use());
  await claimsAt(page, await use());
  await device.clear();
  await device.put(copy);
  await use();
  await page.getByText("يبدو أن نسخة من هذا المفتاح").waitFor();
  // Its counter is ahead again: the key stays stopped.
  await device.clear();
  await device.put({ ...copy, signCount: copy.signCount + 100 });
  await use();
  await page.getByText("يبدو أن نسخة من هذا المفتاح").waitFor();
  const events = await sso.db
    .selectFrom("audit_event")
    .select("event")
    .where("event", "=", "passkey.copied")
    .execute();
  assert.equal(events.length, 2);
  await context.close();
});

test("a forged counter without the right signature stops nobody's key", async () => {
  const { context, page, device } = await open();
  await withoutFieldOffer(page);
  await signIn(page);
  await register(page, "هاتفي");
  const [key] = await device.keys();
  const attempt = await begin("portal");
  await context.clearCookies();
  await page.goto(attempt.url);
  await usePasskey(page);
  await claimsAt(page, attempt);
  // Another private key under the same name, with a counter that lies behind.
  const { privateKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign"],
  );
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", privateKey));
  await device.clear();
  assert.ok(key);
  await device.put({ ...key, privateKey: pkcs8.toString("base64"), signCount: 0 });
  await context.clearCookies();
  await page.goto((await begin("portal")).url);
  await usePasskey(page);
  await page.getByText("لم يثبت جهازك أنك أنت").waitFor();
  const { copied_at } = await sso.db
    .selectFrom("passkey")
    .select("copied_at")
    .executeTakeFirstOrThrow();
  assert.equal(copied_at, null);
  await context.close();
});

test("an employee adds a passkey and signs in to the back office with it", async () => {
  const { context, page } = await open();
  await withoutFieldOffer(page);
  const first = await begin("backoffice");
  await page.goto(first.url);
  await page.fill("[name=username]", murad.username);
  await page.fill("[name=password]", murad.password);
  await page.getByRole("button", { name: "تابع" }).click();
  await page.fill("[name=code]", totpCode(murad.totpSecret));
  await page.getByRole("button", { name: "ادخل", exact: true }).click();
  await claimsAt(page, first);
  await register(page, "حاسوب المكتب");
  await context.clearCookies();
  const attempt = await begin("backoffice");
  await page.goto(attempt.url);
  await usePasskey(page);
  const claims = await claimsAt(page, attempt);
  assert.equal(claims["username"], murad.username);
  await context.clearCookies();
  await page.goto((await begin("portal")).url);
  await usePasskey(page);
  await page.getByText("لا حساب هنا بهذا المفتاح").waitFor();
  await context.close();
});

test("a passkey is removed with a question, and opens nothing after", async () => {
  const { context, page } = await open();
  await withoutFieldOffer(page);
  await signIn(page);
  await register(page, "قديم");
  await page.getByRole("link", { name: "احذف قديم" }).click();
  await page.getByRole("button", { name: "احذف" }).click();
  await page.getByText("لا مفاتيح بعد").waitFor();
  await context.clearCookies();
  await page.goto((await begin("portal")).url);
  await usePasskey(page);
  await page.getByText("لا حساب هنا بهذا المفتاح").waitFor();
  await context.close();
});
