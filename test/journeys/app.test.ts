import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeFaults } from "@gov/dev/axe.ts";
import type { Locator, Page } from "playwright-core";
import { decodeQR } from "qr/decode.js";
import sharp from "sharp";
import { countKept, lettersLeftToRight, smallTargets } from "../ui/in-page.js";
import { answerPages } from "./apply.ts";
import { serveApp } from "./app-preview.ts";
import { cameraFlags, filmCode } from "./camera.ts";
import { openNation, type OpenNation } from "./nation.ts";
import { payByCard, payOpenBill } from "./pay-bill.ts";
import { signInCitizen, submit } from "./sign-in.ts";
import { artefacts, openTheatre, type Theatre, type Visit, type Visitor } from "./visitor.ts";

const visit: Visit = { name: "app-390", lang: "ar", width: 390, javaScript: true };

/** A ticket of Yousef's, which is paid at once and gives a sealed receipt. */
const ticket = "70412885";

const folder = mkdtempSync(join(tmpdir(), "camera-"));
const film = join(folder, "code.y4m");

let nation: OpenNation;
let stopApp: () => Promise<void>;
let theatre: Theatre;

before(async () => {
  nation = await openNation();
  stopApp = await serveApp(nation);
  theatre = await openTheatre({ args: cameraFlags(film) });
});

after(async () => {
  await theatre?.close();
  await stopApp?.();
  await nation?.close();
  rmSync(folder, { recursive: true, force: true });
});

let pictures = 0;

/** The app's own screens: direction, width and accessibility; the portal's have their weights. */
const lookAtApp = async (page: Page, name: string): Promise<void> => {
  const root = page.locator("[role=banner]").locator("xpath=ancestor::*[@dir][1]");
  assert.equal(await root.getAttribute("dir"), "rtl");
  assert.equal(await page.locator("html").getAttribute("lang"), "ar");
  const wide: number = await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
  assert.ok(wide <= 390, `${name} is ${wide} px wide`);
  assert.deepEqual(await page.evaluate(smallTargets), [], `too small for a finger on ${name}`);
  pictures += 1;
  await page.screenshot({ path: join(artefacts, visit.name, `${pictures}-${name}.png`) });
  assert.deepEqual(await axeFaults(page), [], `axe found something on ${name}`);
};

const look = () => Promise.resolve();

/** Signs in from the app's first screen, through the real sign-in service and its consent. */
const signInToApp = async (page: Page): Promise<void> => {
  const person = nation.people.find(({ name }) => name.en.startsWith("Yousef"));
  assert.ok(person);
  await page.goto(nation.addresses.hukumati);
  await page.getByRole("button", { name: "سجّل الدخول" }).waitFor();
  await lookAtApp(page, "first");
  const asked = page.waitForRequest((request) => request.url().includes("code_challenge="));
  await page.getByRole("button", { name: "سجّل الدخول" }).click();
  const request = new URL((await asked).url());
  assert.equal(request.searchParams.get("code_challenge_method"), "S256");
  assert.equal(request.searchParams.get("response_type"), "code");
  await page.waitForSelector("[name=nationalId]");
  await signInCitizen(page, nation.sandbox.sms, person, { arabic: true, look });
  await page.waitForURL(/\/consent/);
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  await submit(page);
  await page.waitForURL((url) => url.origin === nation.addresses.hukumati && url.pathname === "/");
  await page.getByRole("heading", { name: "طلباتي" }).waitFor();
  await page.getByText(person.name.ar).waitFor();
};

/** Finds a service in the app and begins it on the portal, where the same sign-in counts. */
const applyFromApp = async (visitor: Visitor): Promise<string> => {
  const { page } = visitor;
  await page.getByRole("link", { name: "الخدمات" }).click();
  await page.getByRole("button", { name: "حسب المؤسسة" }).waitFor();
  await lookAtApp(page, "services");
  await page.getByRole("textbox", { name: "ابحث عن خدمة" }).fill("اكلت مخالفه رادار");
  await page.getByRole("link", { name: "دفع مخالفة سير" }).click();
  await page.getByText("كم تكلف").waitFor();
  await lookAtApp(page, "service");
  await page.getByRole("button", { name: "ابدأ الآن" }).click();
  await page.waitForURL(/\/apply\//);
  await answerPages({ ...visitor, look }, ticket);
  await submit(page);
  await page.waitForURL(/\/applications\//);
  const reference = /TF-\d{4}-\d{8}/.exec(page.url())?.[0];
  assert.ok(reference);
  return reference;
};

/** The line of a card that holds `text`, as its letters stand from left to right. */
const drawn = async (card: Locator, text: string): Promise<string> =>
  await card.locator("div, span").filter({ hasText: text }).last().evaluate(lettersLeftToRight);

/** What waits for the person comes first, and leads to where it is done. */
const payFromApp = async (visitor: Visitor, reference: string): Promise<void> => {
  const { page } = visitor;
  await page.goto(nation.addresses.hukumati);
  const card = page.getByRole("link").filter({ hasText: reference });
  await card.waitFor();
  await lookAtApp(page, "waits-for-me");
  assert.ok((await drawn(card, reference)).includes(reference), await drawn(card, reference));
  assert.match(await drawn(card, "آخر تحديث"), /^\d\d:\d\d\D+\d{4}\D+\d{1,2}:/);
  await page.getByRole("button", { name: /^ادفع/ }).click();
  await page.waitForURL((url) => url.origin !== nation.addresses.hukumati);
  // While the bill is still being made, the way to it is the application's page.
  const atPortal = page.url().startsWith(nation.addresses.portal);
  await (atPortal ? payByCard : payOpenBill)({ ...visitor, look }, nation.addresses.pay);
};

/** Opens the document that was issued, as soon as it is sealed. */
const openDocument = async (page: Page): Promise<string> => {
  await page.goto(`${nation.addresses.hukumati}/documents`);
  const card = page.getByRole("link").filter({ hasText: /TF(-[0-9A-Z]{4}){3}/ });
  const refresh = page.getByRole("button", { name: "حدّث" });
  const deadline = Date.now() + 30_000;
  while ((await card.count()) === 0 && Date.now() < deadline) {
    const asked = page.waitForResponse((response) => response.url().includes("/me/documents"));
    await refresh.click();
    await asked;
  }
  await page.getByRole("heading", { name: "الإيصالات" }).waitFor();
  await lookAtApp(page, "documents");
  const number = /TF(-[0-9A-Z]{4}){3}/.exec(await card.innerText())?.[0] ?? "";
  await card.click();
  await page.getByRole("img").waitFor();
  return number;
};

/** What the code on the screen says, read as a camera would. */
const readCode = async (page: Page): Promise<string> => {
  const picture = sharp(await page.getByRole("img").screenshot())
    .ensureAlpha()
    .raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) });
};

const savePdf = async (page: Page): Promise<void> => {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "احفظ ملف PDF" }).click();
  const file = await (await download).path();
  assert.equal(readFileSync(file).subarray(0, 5).toString(), "%PDF-");
};

/** What the app says in the end, when the register has answered or cannot. */
const readFinding = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: "تحقق من وثيقة أخرى" }).waitFor();
  await page.getByText("نسأل سجل الوثائق الآن").waitFor({ state: "hidden" });
  return await page.getByRole("main").innerText();
};

/** Somebody holds the code before the camera. */
const scan = async (page: Page, code: string): Promise<string> => {
  filmCode(film, code);
  await page.getByRole("link", { name: "تحقق", exact: true }).click();
  await page.getByText("مفاتيح التحقق محفوظة").waitFor();
  await lookAtApp(page, "check");
  await page.getByRole("button", { name: "امسح الرمز بالكاميرا" }).click();
  return await readFinding(page);
};

const check = async (page: Page, typed: string): Promise<string> => {
  await page.getByRole("link", { name: "تحقق", exact: true }).click();
  const another = page.getByRole("button", { name: "تحقق من وثيقة أخرى" });
  if (await another.count()) await another.click();
  await page.getByText("مفاتيح التحقق محفوظة").waitFor();
  await page.getByRole("textbox").fill(typed);
  await page.getByRole("button", { name: "تحقق", exact: true }).click();
  return await readFinding(page);
};

const changeOneLetter = (code: string): string => {
  const middle = code.length - 40;
  return code.slice(0, middle) + (code[middle] === "A" ? "B" : "A") + code.slice(middle + 1);
};

/** Without a connection: the app opens, the document is there, and its code still proves it. */
const useOffline = async (page: Page, number: string, code: string): Promise<void> => {
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole("img").waitFor();
  await page.getByText("لا اتصال بالبوابة منذ").waitFor();
  await page.getByText("كما كانت في").waitFor();
  await lookAtApp(page, "document-offline");
  assert.equal(await readCode(page), code);
  await savePdf(page);
  const told = await check(page, code);
  assert.match(told, /التوقيع صحيح/);
  assert.match(told, /لا نعرف إن ألغيت/);
  assert.ok(told.includes(number));
  await lookAtApp(page, "checked-offline");
  assert.match(await check(page, changeOneLetter(code)), /الرمز معدل/);
  await page.getByRole("link", { name: "الخدمات" }).click();
  await page.getByRole("textbox", { name: "ابحث عن خدمة" }).fill("رخصه سواقه");
  await page.getByRole("link", { name: "تجديد رخصة القيادة" }).waitFor();
  await page.context().setOffline(false);
};

/** How much of the person the browser still holds. */
const leftBehind = async (page: Page): Promise<unknown> => await page.evaluate(countKept);

/** The app proves whose session it ends, so nobody is asked again; nothing of theirs stays. */
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "الرئيسية" }).click();
  const ended = page.waitForResponse((response) => response.url().includes("/session/end"));
  await page.getByRole("button", { name: "سجّل الخروج" }).click();
  assert.equal((await ended).status(), 303);
  await page.waitForURL((url) => url.origin === nation.addresses.hukumati && url.pathname === "/");
  await page.getByRole("button", { name: "سجّل الدخول" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "سجّل الدخول" }).waitFor();
  await page.getByRole("link", { name: "وثائقي" }).click();
  await page.getByText("سجّل الدخول لترى طلباتك ووثائقك").waitFor();
  assert.deepEqual(await leftBehind(page), { files: 0, secrets: [] });
};

test("a person applies and pays from the app, and holds a document that proves itself offline", async () => {
  const visitor = await theatre.open(visit, "citizen");
  const { page } = visitor;
  await signInToApp(page);
  await page.getByText("لا طلبات لك بعد").waitFor();
  const reference = await applyFromApp(visitor);
  await payFromApp(visitor, reference);
  const number = await openDocument(page);
  await lookAtApp(page, "document");
  const code = await readCode(page);
  assert.ok(code.startsWith(`${nation.addresses.portal.toUpperCase()}/V/`), code);
  await savePdf(page);
  const documentPage = page.url();
  assert.match(await scan(page, code), /الوثيقة صحيحة وسارية/);
  await page.goto(documentPage);
  await page.getByRole("img").waitFor();
  await useOffline(page, number, code);
  await page.goto(`${nation.addresses.hukumati}/application/${reference}`);
  await page.getByRole("heading", { name: "ماذا جرى" }).waitFor();
  await lookAtApp(page, "application");
  await signOut(page);
  // The sign-in itself is over: whoever holds the phone next has to say who they are.
  await page.getByRole("link", { name: "الرئيسية" }).click();
  await page.getByRole("button", { name: "سجّل الدخول" }).click();
  await page.waitForSelector("[name=nationalId]");
  await visitor.close();
});
