import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkDocument } from "./check-document.ts";
import { answerPages, findService } from "./apply.ts";
import { openNation, type OpenNation } from "./nation.ts";
import { signInCitizen, signInStaff, submit } from "./sign-in.ts";
import { openTheatre, visits, type Theatre, type Visit, type Visitor } from "./visitor.ts";

let nation: OpenNation;
let theatre: Theatre;

before(async () => {
  nation = await openNation();
  theatre = await openTheatre();
});

after(async () => {
  await theatre?.close();
  await nation?.close();
});

type Job = Readonly<{ person: number; plate: string; officer: string }>;

/** Whose job each visit walks: people whose vehicle may be renewed. */
const jobs: Readonly<Record<string, Job>> = {
  "ar-390-no-js": { person: 0, plate: "7-4821-H", officer: "dina.masri" },
  "en-1280-js": { person: 0, plate: "7-4821-H", officer: "basel.qawasmi" },
};

const cardNumber = "2223000000000007";

/** Pays on the acquirer's page, with the bank's code. */
const payByCard = async ({ page, look }: Visitor): Promise<void> => {
  await look("bill");
  await page.check("input[name=rail][value=card]");
  await submit(page);
  await page.waitForSelector("[name=number]");
  await page.fill("[name=number]", cardNumber);
  await page.fill("[name=expiry]", "12/39");
  await page.fill("[name=cvv]", "100");
  await page.locator("main button").first().click();
  await page.waitForSelector("output.code");
  await page.fill("[name=code]", await page.locator("output.code").innerText());
  await page.locator("button[value=confirm]").click();
  await page.waitForURL((url) => url.origin === new URL(nation.addresses.pay).origin);
  await look("paid");
};

const decide = async (visit: Visit, job: Job, reference: string): Promise<void> => {
  const visitor = await theatre.open(visit, "officer");
  const { page, look } = visitor;
  await page.goto(`${nation.addresses.portal}/office${visit.lang === "en" ? "?lang=en" : ""}`);
  const staff = nation.staff.find(({ username }) => username === job.officer);
  assert.ok(staff);
  await signInStaff(page, staff, look);
  await page.waitForURL(/\/office/);
  await look("inbox");
  await page.locator(`a[href*="${reference}"]`).first().click();
  await look("case");
  await page.locator(`form[action$="${reference}/approve"] button`).click();
  await look("after-decision");
  await visitor.close();
};

/** Follows the person's own page until the sealed document is there, and downloads it. */
const takeDocument = async ({ page, look, context }: Visitor): Promise<Buffer> => {
  const { portal } = nation.addresses;
  const deadline = Date.now() + 30_000;
  const link = page.locator("main a[href$='.pdf']").first();
  do await page.goto(`${portal}/documents`);
  while ((await link.count()) === 0 && Date.now() < deadline);
  await look("documents");
  const href = await link.getAttribute("href");
  const response = await context.request.get(new URL(href ?? "", portal).href);
  assert.equal(response.headers()["content-type"], "application/pdf");
  return await response.body();
};

const walk = async (visit: Visit, job: Job): Promise<void> => {
  const citizen = await theatre.open(visit, "citizen");
  const { page, look } = citizen;
  const person = nation.people[job.person];
  assert.ok(person);
  await findService(citizen, nation.addresses.portal);
  await page.waitForSelector("[name=nationalId]");
  const arabic = visit.lang === "ar";
  await signInCitizen(page, nation.sandbox.sms, person, { arabic, look });
  await page.waitForURL(/\/apply\//);
  await answerPages(citizen, job.plate);
  await submit(page);
  await page.waitForURL(/\/applications\//);
  await look("sent");
  const reference = /VL-\d{4}-\d{8}/.exec(page.url())?.[0] ?? "";
  assert.notEqual(reference, "");
  await page.goto(`${nation.addresses.portal}/applications/${reference}`);
  await page.locator("form[action$='/pay'] button").first().click();
  await page.waitForURL((url) => url.origin === new URL(nation.addresses.pay).origin);
  await payByCard(citizen);
  await page.goto(`${nation.addresses.portal}/applications/${reference}`);
  await look("application-paid");
  assert.equal(await page.locator("form[action$='/pay']").count(), 0);
  await decide(visit, job, reference);
  const pdf = await takeDocument(citizen);
  const number = /VL(-[0-9A-Z]{4}){3}/.exec(await page.locator("main").innerText())?.[0] ?? "";
  await page.goto(`${nation.addresses.portal}/applications/${reference}`);
  await look("application-done");
  await page.goto(`${nation.addresses.portal}/data-use`);
  await look("data-use");
  const seen = await page.locator("main").innerText();
  assert.match(seen, new RegExp(reference));
  await citizen.close();
  await checkDocument({ theatre, portal: nation.addresses.portal, visit }, pdf, number);
};

for (const visit of visits) {
  test(`the main job, from sign-in to a verified document: ${visit.name}`, async () => {
    const job = jobs[visit.name];
    assert.ok(job);
    await walk(visit, job);
  });
}
