import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { findService, type Wanted } from "./apply.ts";
import { checkDocument } from "./check-document.ts";
import type { NationRecord } from "@gov/dev/nation/record.ts";
import { approve, type Place } from "./office-visit.ts";
import { payByCard } from "./pay-bill.ts";
import { signInCitizen, submit } from "./sign-in.ts";
import { takeDocument } from "./take-document.ts";
import { artefacts, type Visit, type Visitor } from "./visitor.ts";

const service: Wanted = {
  ask: { ar: "هويتي", en: "identity card" },
  slug: "identity-card-renewal",
};
const officer = "rami.salameh";

/** A head before a white wall, as a phone takes it. */
const takePhotograph = async (visit: Visit): Promise<string> => {
  const folder = join(artefacts, visit.name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "صورتي.jpg");
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="750">
    <rect width="600" height="750" fill="#fff"/><ellipse cx="300" cy="720" rx="220" ry="190"/>
    <ellipse cx="300" cy="320" rx="130" ry="170" fill="#c99"/></svg>`;
  await sharp(Buffer.from(drawn)).jpeg().toFile(file);
  return file;
};

const main = ({ page }: Visitor): Promise<string> => page.locator("main").innerText();

/** What the civil registry knows is read and confirmed; no box of the page asks for it. */
const confirmFacts = async (nation: NationRecord, visitor: Visitor): Promise<void> => {
  const { page, look } = visitor;
  const person = nation.people[0];
  await page.getByRole("heading", { name: "هل هذه بياناتك؟" }).waitFor();
  await look("facts");
  const told = await main(visitor);
  assert.ok(told.includes(person?.name.ar ?? "nobody"), told);
  assert.match(told, /20481177/);
  assert.match(told, /السجل المدني، وزارة الداخلية/);
  const asked = page.locator("main form").locator("input:not([type=hidden]), select, textarea");
  assert.equal(await asked.count(), 0, "what the state knows is not asked");
  await submit(page);
};

const attachPhotograph = async (visitor: Visitor): Promise<void> => {
  const { page, look } = visitor;
  await look("photograph");
  await page.setInputFiles("[name=photo]", await takePhotograph(visitor.visit));
  await page.locator("button[value='attach photo']").click();
  await page.getByRole("link", { name: "صورتي.jpg" }).waitFor();
  await look("photograph-attached");
  await page.getByRole("button", { name: "تابع", exact: true }).click();
};

const answerQuestions = async (nation: NationRecord, visitor: Visitor): Promise<void> => {
  const { page } = visitor;
  await confirmFacts(nation, visitor);
  await page.check("[name=reason][value=expiring]");
  await submit(page);
  await attachPhotograph(visitor);
  // Where it is collected and the phone are known, too: filled in already, and only confirmed.
  await page.waitForURL(/\/pickup$/);
  assert.equal(await page.locator("select[name=pickup]").inputValue(), "RBH");
  await submit(page);
  assert.match(await page.inputValue("[name=phone]"), /41 ?0011$|410 ?011$/);
  await submit(page);
  await page.check("[name=truthDeclaration]");
  await submit(page);
  await page.waitForURL(/check-answers/);
};

/** The declaration has consequences: whoever sends it proves anew, with password and code. */
const proveAgain = async (nation: NationRecord, visitor: Visitor): Promise<void> => {
  const { page, look } = visitor;
  const person = nation.people[0];
  assert.ok(person);
  await look("check-before-proof");
  assert.match(await main(visitor), /50\.00 ₪/);
  const send = page.getByRole("button", { name: "أرسل الطلب" });
  assert.equal(await send.count(), 0, "nothing is sent before it is proved");
  await page.getByRole("link", { name: "أثبت هويتك" }).click();
  await page.waitForSelector("[name=password]");
  await look("proof");
  await signInCitizen(page, nation.sandbox.sms, person, { arabic: true, look });
  await page.waitForURL(/check-answers/);
  await look("check-after-proof");
  await send.click();
  await page.waitForURL(/\/sent$/);
  await look("sent");
};

/** The officer sees what the registry said and the photograph itself. */
const compare = async ({ page }: Visitor): Promise<void> => {
  const seen = await page.locator("main").innerText();
  assert.match(seen, /20481177/);
  const photograph = await page.getByRole("link", { name: "صورتي.jpg" }).getAttribute("href");
  const opened = await page.request.get(new URL(photograph ?? "", page.url()).href);
  assert.equal(opened.headers()["content-type"], "image/jpeg");
  const { width, height } = await sharp(await opened.body()).metadata();
  assert.deepEqual([width, height], [600, 750]);
};

/** An identity card: facts confirmed, a photograph attached, proved anew, paid, approved, verified. */
export const renewIdentityCard = async ({ nation, theatre, visit }: Place): Promise<void> => {
  const { portal, pay } = nation.addresses;
  const citizen = await theatre.open(visit, "citizen");
  const { page, look } = citizen;
  const person = nation.people[0];
  assert.ok(person);
  await findService(citizen, portal, service);
  await page.waitForSelector("[name=nationalId]");
  await signInCitizen(page, nation.sandbox.sms, person, { arabic: true, look });
  await page.waitForURL(/\/apply\//);
  await answerQuestions(nation, citizen);
  await proveAgain(nation, citizen);
  const reference = /ID-\d{4}-\d{8}/.exec(page.url())?.[0] ?? "";
  await payByCard(citizen, pay);
  await page.goto(`${portal}/applications/${reference}`);
  await look("with-the-officer");
  await approve({ nation, theatre, visit }, officer, reference, compare);
  const pdf = await takeDocument(citizen, portal);
  const number = /ID(-[0-9A-Z]{4}){3}/.exec(await main(citizen))?.[0] ?? "";
  await page.goto(`${portal}/data-use`);
  const uses = await main(citizen);
  const told = [reference, "رامي سلامة", "ملف أرفقته بطلبك", "نظام آلي", "تجديد بطاقة الهوية"];
  for (const words of told) assert.ok(uses.includes(words), `${words} is not in ${uses}`);
  await citizen.close();
  const identifiers = [person.nationalId, reference];
  await checkDocument({ theatre, portal, visit }, pdf, { number, identifiers });
};
