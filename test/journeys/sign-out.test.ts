import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openNation, type OpenNation } from "./nation.ts";
import { signInCitizen, signInStaff } from "./sign-in.ts";
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

const inLanguage = ({ lang }: Visit): string => (lang === "en" ? "?lang=en" : "");

/** Signs out at the sign-in service, and stays on its page until every service has confirmed. */
const signOut = async ({ page, visit, look }: Visitor, services: number): Promise<void> => {
  await page.goto(`${nation.addresses.sso}/session/end`);
  await page.locator("button[name=logout]").click();
  const confirmed = page.locator("dd", {
    hasText: visit.lang === "ar" ? "أكدت خروجك" : "Confirmed",
  });
  // The page renews itself until the services have been told.
  await confirmed.nth(services - 1).waitFor();
  assert.equal(await confirmed.count(), services);
  await look("signed-out");
};

/** Whether the browser's own session at a service is over: it is asked, and not sent to sign in. */
const statusOf = async (page: Page, url: string): Promise<number> =>
  (
    await page.context().request.get(url, { maxRedirects: 0, headers: { accept: "text/html" } })
  ).status();

for (const visit of visits) {
  test(`whoever signs out of the sign-in is out of the portal: ${visit.name}`, async () => {
    const visitor = await theatre.open(visit, "leaver");
    const { page, look } = visitor;
    const documents = `${nation.addresses.portal}/documents`;
    const [person] = nation.people;
    assert.ok(person);
    await page.goto(documents + inLanguage(visit));
    await signInCitizen(page, nation.sandbox.sms, person, { arabic: visit.lang === "ar", look });
    await page.waitForURL(`${documents}**`);
    assert.equal(await statusOf(page, documents), 200);
    await signOut(visitor, 1);
    assert.equal(await statusOf(page, documents), 410);
    await page.goto(documents);
    await look("session-ended");
    await visitor.close();
  });
}

/** Signs an official in at the office, and with the same sign-in at pay's console. */
const enterBoth = async ({ page, look }: Visitor, username: string): Promise<void> => {
  const staff = nation.staff.find((one) => one.username === username);
  assert.ok(staff);
  const [office, desk] = [`${nation.addresses.portal}/office`, `${nation.addresses.pay}/console`];
  await page.goto(office);
  await signInStaff(page, staff, look);
  await page.waitForURL(`${office}**`);
  await page.goto(`${desk}/signin`);
  await page.waitForURL(desk);
  assert.deepEqual([await statusOf(page, office), await statusOf(page, desk)], [200, 200]);
};

test("an official who signs out of pay's console is out of the office", async () => {
  const [visit] = visits;
  assert.ok(visit);
  const visitor = await theatre.open(visit, "official-at-pay");
  const { page } = visitor;
  const [office, desk] = [`${nation.addresses.portal}/office`, `${nation.addresses.pay}/console`];
  await enterBoth(visitor, "basel.qawasmi");
  await page.locator("form[action='/console/signout'] button").click();
  await page.waitForURL((url) => url.origin === new URL(nation.addresses.sso).origin);
  assert.equal(await statusOf(page, desk), 303);
  const deadline = Date.now() + 20_000;
  while ((await statusOf(page, office)) !== 410) assert.ok(Date.now() < deadline, "still in");
  await visitor.close();
});

test("an official who signs out of the sign-in is out of the office and of pay's console", async () => {
  const [visit] = visits;
  assert.ok(visit);
  const visitor = await theatre.open(visit, "official");
  const { page } = visitor;
  const [office, desk] = [`${nation.addresses.portal}/office`, `${nation.addresses.pay}/console`];
  await enterBoth(visitor, "dina.masri");
  await signOut(visitor, 2);
  assert.deepEqual([await statusOf(page, office), await statusOf(page, desk)], [410, 303]);
  await visitor.close();
});
