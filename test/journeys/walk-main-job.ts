import assert from "node:assert/strict";
import { answerPages, findService } from "./apply.ts";
import { checkDocument } from "./check-document.ts";
import { approve, type Place } from "./office-visit.ts";
import { payByCard } from "./pay-bill.ts";
import { signInCitizen, submit } from "./sign-in.ts";
import { takeDocument } from "./take-document.ts";

/** Who renews the licence of which vehicle, and who decides. */
export type Job = Readonly<{ person: number; plate: string; officer: string }>;

/** A vehicle's licence: found, applied for, paid by card, approved, taken and verified. */
export const walkMainJob = async ({ nation, theatre, visit }: Place, job: Job): Promise<void> => {
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
  await payByCard(citizen, nation.addresses.pay);
  await page.goto(`${nation.addresses.portal}/applications/${reference}`);
  await look("application-paid");
  assert.equal(await page.locator("form[action$='/pay']").count(), 0);
  await approve({ nation, theatre, visit }, job.officer, reference);
  const pdf = await takeDocument(citizen, nation.addresses.portal);
  const number = /VL(-[0-9A-Z]{4}){3}/.exec(await page.locator("main").innerText())?.[0] ?? "";
  await page.goto(`${nation.addresses.portal}/applications/${reference}`);
  await look("application-done");
  await page.goto(`${nation.addresses.portal}/data-use`);
  await look("data-use");
  const seen = await page.locator("main").innerText();
  assert.match(seen, new RegExp(reference));
  await citizen.close();
  const place = { theatre, portal: nation.addresses.portal, visit };
  await checkDocument(place, pdf, { number, identifiers: [job.plate] });
};
