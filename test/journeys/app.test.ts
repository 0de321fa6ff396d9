import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeFaults } from "@gov/dev/axe.ts";
import type { Locator, Page } from "playwright-core";
import { lettersLeftToRight } from "../ui/in-page.js";
import { answerPages, findService } from "./apply.ts";
import { serveApp } from "./app-preview.ts";
import { openNation, type OpenNation } from "./nation.ts";
import { signInCitizen, submit } from "./sign-in.ts";
import { artefacts, openTheatre, type Theatre, type Visit, type Visitor } from "./visitor.ts";

const visit: Visit = { name: "app-390", lang: "ar", width: 390, javaScript: true };

let nation: OpenNation;
let stopApp: () => Promise<void>;
let theatre: Theatre;

before(async () => {
  nation = await openNation();
  stopApp = await serveApp(nation);
  theatre = await openTheatre();
});

after(async () => {
  await theatre?.close();
  await stopApp?.();
  await nation?.close();
});

let pictures = 0;

/** The app's own screens: direction, width and accessibility; the portal's have their weights. */
const lookAtApp = async (page: Page, name: string): Promise<void> => {
  const root = page.locator("[role=banner]").locator("xpath=ancestor::*[@dir][1]");
  assert.equal(await root.getAttribute("dir"), "rtl");
  assert.equal(await page.locator("html").getAttribute("lang"), "ar");
  const wide: number = await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
  assert.ok(wide <= 390, `${name} is ${wide} px wide`);
  pictures += 1;
  await page.screenshot({ path: join(artefacts, visit.name, `${pictures}-${name}.png`) });
  assert.deepEqual(await axeFaults(page), [], `axe found something on ${name}`);
};

const look = () => Promise.resolve();

/** Signs in from the app's first screen, through the real sign-in service and its consent. */
const signInToApp = async (page: Page): Promise<void> => {
  const person = nation.people[0];
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

/** Applies on the portal, where the same sign-in already counts. */
const applyOnPortal = async (visitor: Visitor): Promise<string> => {
  const { page } = visitor;
  const quiet = { ...visitor, look };
  await findService(quiet, nation.addresses.portal);
  await page.waitForURL(/\/apply\//);
  await answerPages(quiet, "7-4821-H");
  await submit(page);
  await page.waitForURL(/\/applications\//);
  const reference = /VL-\d{4}-\d{8}/.exec(page.url())?.[0];
  assert.ok(reference);
  return reference;
};

/** The line of a card that holds `text`, as its letters stand from left to right. */
const drawn = async (card: Locator, text: string): Promise<string> =>
  await card.locator("div, span").filter({ hasText: text }).last().evaluate(lettersLeftToRight);

test("a person signs in to the app, finds what they applied for, and signs out", async () => {
  const visitor = await theatre.open(visit, "citizen");
  const { page } = visitor;
  await signInToApp(page);
  await page.getByText("لا طلبات لك بعد").waitFor();
  await lookAtApp(page, "nothing-yet");
  const reference = await applyOnPortal(visitor);
  await page.goto(nation.addresses.hukumati);
  const card = page.getByRole("link").filter({ hasText: reference });
  await card.waitFor();
  await lookAtApp(page, "my-applications");
  assert.ok((await drawn(card, reference)).includes(reference), await drawn(card, reference));
  assert.match(await drawn(card, "آخر تحديث"), /^\d\d:\d\d\D+\d{4}\D+\d{1,2}:/);
  await card.click();
  await page.getByRole("heading", { name: "ماذا جرى" }).waitFor();
  await lookAtApp(page, "application");
  await page.getByRole("button", { name: "رجوع" }).click();
  // The app proves whose session it ends, so nobody is asked again.
  const ended = page.waitForResponse((response) => response.url().includes("/session/end"));
  await page.getByRole("button", { name: "سجّل الخروج" }).click();
  assert.equal((await ended).status(), 303);
  await page.waitForURL((url) => url.origin === nation.addresses.hukumati && url.pathname === "/");
  await page.getByRole("button", { name: "سجّل الدخول" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "سجّل الدخول" }).waitFor();
  await lookAtApp(page, "signed-out");
  // The sign-in itself is over: whoever holds the phone next has to say who they are.
  await page.getByRole("button", { name: "سجّل الدخول" }).click();
  await page.waitForSelector("[name=nationalId]");
  await visitor.close();
});
