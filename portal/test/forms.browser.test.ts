import { axeFaults } from "@gov/dev/axe.ts";
import { launchBrowser } from "@gov/dev/browser.ts";
import { pressButton } from "@gov/dev/press-button.ts";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { noise } from "./upload-world.ts";

const apply = "/apply/transport/family-permit";
const folder = mkdtempSync(join(tmpdir(), "forms-"));
/** Where screenshots go, for whoever wants to look. */
const shots = process.env["SCREENSHOTS"];

let portal: PortalUnderTest;
let browser: Browser;
before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  writeFileSync(join(folder, "البيت.jpg"), await noise(300, 200).jpeg().toBuffer());
  writeFileSync(join(folder, "large.png"), await noise(600, 500).png().toBuffer());
});
after(async () => {
  await browser.close();
  await portal.close();
  rmSync(folder, { recursive: true });
});

const open = async (javaScriptEnabled: boolean, person = layla): Promise<Page> => {
  portal.signIn.person(person);
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ javaScriptEnabled, viewport });
  const page = await context.newPage();
  await page.goto(`${portal.url}/signin?returnTo=${encodeURIComponent(apply)}`);
  return page;
};

const look = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `forms-${name}.png`), fullPage: true });
};

/** axe needs a script: the page as it stands is judged in a page that has one. */
const judge = async (page: Page, name: string): Promise<void> => {
  await look(page, name);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const copy = await context.newPage();
  const markup = (await page.content()).replaceAll(
    /(href|src)="\/assets/g,
    `$1="${portal.url}/assets`,
  );
  const weight = brotliCompressSync(markup).length;
  assert.ok(weight <= 14 * 1024, `${name} weighs ${weight} bytes`);
  await copy.route(`${portal.url}/judged`, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: markup }),
  );
  await copy.goto(`${portal.url}/judged`);
  const wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  assert.ok(Number(await copy.evaluate(wide)) <= 0, `${name} is wider than the window`);
  assert.deepEqual(await axeFaults(copy), [], name);
  await context.close();
};

const press = (page: Page, words: string): Promise<void> =>
  pressButton(page.getByRole("button", { name: words, exact: true }));

const fillChild = async (page: Page, index: number, name: string): Promise<void> => {
  const place = `children.${index}`;
  await page.fill(`[name="${place}.name"]`, name);
  await page.fill(`[name="${place}.birthDate-day"]`, "3");
  await page.fill(`[name="${place}.birthDate-month"]`, "4");
  await page.fill(`[name="${place}.birthDate-year"]`, "2020");
  await page.check(`[name="${place}.care"][value=no]`);
};

const askChildren = async (page: Page): Promise<void> => {
  await fillChild(page, 0, "سارة");
  await press(page, "أضف طفلا آخر");
  assert.equal(new URL(page.url()).hash, "#f-children.1", "it goes on at the new child");
  await fillChild(page, 1, "آدم");
  await page.fill('[name="children.1.birthDate-month"]', "13");
  await page.fill('[name="children.1.school.locality"]', "حلحول");
  await look(page, "children");
  await page.locator('[name="children.1.name"]').press("Enter");
  await page.getByRole("alert").waitFor();
  await judge(page, "children-errors");
  await page.getByRole("link", { name: "اختر المحافظة." }).click();
  assert.equal(new URL(page.url()).hash, "#f-children.1.school.governorate");
  await page.selectOption('[name="children.1.school.governorate"]', "HBN");
  await page.fill('[name="children.1.birthDate-month"]', "12");
  await press(page, "احذف الطفل 2");
  await look(page, "children-removed");
  await press(page, "أعده");
  assert.equal(await page.inputValue('[name="children.1.name"]'), "آدم");
  await press(page, "تابع");
};

const askHome = async (page: Page): Promise<void> => {
  await page.selectOption('[name="home.governorate"]', "RBH");
  await page.fill('[name="home.locality"]', "بيرزيت");
  await page.check("[name=model][value=Tucson]");
  await page.fill("[name=iban]", "PS92 PALS 0000 0000 0400 1234 5670 2");
  await page.fill("[name=deposit]", "250");
  await page.fill("[name=carLength]", "450");
  await page.check("[name=zone][value=centre]");
  await judge(page, "home");
  await press(page, "تابع");
};

test("every kind of question works at 390 px without a script", async () => {
  const page = await open(false);
  await page.check("[name=plate][value='7-4821-H']");
  await press(page, "تابع");
  await press(page, "صحيح، تابع");
  await askChildren(page);
  await askHome(page);
  await page.setInputFiles("[name=photos]", join(folder, "البيت.jpg"));
  await page.locator("button[value='attach photos']").click();
  await page.getByRole("link", { name: "البيت.jpg" }).waitFor();
  await judge(page, "papers");
  await press(page, "تابع");
  await page.check("[name=statement]");
  await press(page, "تابع");
  await page.getByRole("heading", { name: "راجع إجاباتك قبل الإرسال" }).waitFor();
  await judge(page, "check");
  await page.getByRole("link", { name: "أثبت هويتك" }).click();
  await press(page, "أرسل الطلب");
  await page
    .getByText(/FP-\d{4}-\d{8}/)
    .first()
    .waitFor();
});

test("a file goes on by itself after the connection is lost at the half", async () => {
  const page = await open(true, { ...layla, nationalId: "900000001" });
  await portal.db
    .updateTable("application")
    .set({ answers: JSON.stringify({ zone: "edge" }) })
    .where("national_id", "=", "900000001")
    .execute();
  await page.goto(`${portal.url}${apply}/papers`);
  await page.fill("[name=notes]", "ما كتبته");
  let pieces = 0;
  let lost = 0;
  await page.route("**/uploads/*", async (route) => {
    if (route.request().method() !== "PATCH") return await route.continue();
    pieces += 1;
    if (pieces === 4 || pieces === 5) {
      lost += 1;
      return await route.abort("connectionreset");
    }
    return await route.continue();
  });
  await page.setInputFiles("[name=photos]", join(folder, "large.png"));
  await page.getByText("انقطع الاتصال.").waitFor();
  await look(page, "lost");
  await page.getByRole("link", { name: "large.png" }).waitFor({ timeout: 20_000 });
  assert.equal(lost, 2);
  assert.equal(await page.inputValue("[name=notes]"), "ما كتبته", "what was typed stands");
  assert.equal(await page.getByRole("button", { name: "أرفق" }).count(), 0);
  await look(page, "papers-script");
  const files = await portal.db.selectFrom("kept_file").select(["name", "media_type"]).execute();
  assert.ok(files.some(({ media_type: type }) => type === "image/png"));
});
