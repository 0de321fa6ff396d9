import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { civilRecords, type CivilRecord } from "../../dev/seed/civil-records.ts";
import { openNation, type OpenNation } from "./nation.ts";
import { readCode, readMessages, submit } from "./sign-in.ts";
import { openTheatre, visits, type Theatre, type Visitor } from "./visitor.ts";

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

/** Whom the civil registry knows and who has no account, by visit. */
const newcomers: Readonly<Record<string, Readonly<{ family: string; phone: string }>>> = {
  "ar-390-no-js": { family: "Shalabi", phone: "+970599650011" },
  "en-1280-js": { family: "Bannoura", phone: "+970569650022" },
};

const password = "three unrelated words: kettle moss anchor";

const answer = async (page: Visitor["page"], values: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name="${name}"]`, value);
  await submit(page);
};

/** From the sign-in that a service asked for, by the link that opens an account, back to it. */
const register = async ({ page, visit, look }: Visitor, person: CivilRecord, phone: string) => {
  const name = visit.lang === "ar" ? person.nameAr : person.nameEn;
  const [year = "", month = "", day = ""] = person.dateOfBirth.split("-");
  await page.locator("a[href^='/register']").click();
  await look("register");
  await submit(page);
  await answer(page, { nationalId: person.nationalId });
  await answer(page, { firstName: name.first, familyName: name.family });
  await look("birth-date");
  await answer(page, {
    "dateOfBirth-day": day,
    "dateOfBirth-month": month,
    "dateOfBirth-year": year,
  });
  await page.check(`[name=documentKind][value=${person.lastDocument.kind}]`);
  await look("document");
  await answer(page, { documentNumber: person.lastDocument.number });
  const before = (await readMessages(nation.sandbox.sms, phone)).length;
  await answer(page, { phone });
  await answer(page, { code: await readCode(nation.sandbox.sms, phone, before) });
  await look("password");
  await answer(page, { password, passwordAgain: password });
  await page.check("[name=agree]");
  await look("terms");
  await submit(page);
  await look("opened");
  await page.locator("main a.btn").first().click();
};

for (const visit of visits) {
  test(`a newcomer opens an account on the way to a service, ${visit.name}`, async () => {
    const { family = "", phone = "" } = newcomers[visit.name] ?? {};
    const person = civilRecords.find(({ nameEn }) => nameEn.family === family);
    assert.ok(person);
    const visitor = await theatre.open(visit, "newcomer");
    const { page, look } = visitor;
    const suffix = visit.lang === "en" ? "?lang=en" : "";
    await page.goto(`${nation.addresses.portal}/data-use${suffix}`);
    await register(visitor, person, phone);
    await page.waitForURL((url) => url.origin === new URL(nation.addresses.portal).origin);
    await look("data-use");
    const told = visit.lang === "ar" ? "التحقق من الهوية عند فتح حساب" : "Checking identity";
    assert.match(await page.locator("main").innerText(), new RegExp(told));
    await visitor.close();
  });
}
