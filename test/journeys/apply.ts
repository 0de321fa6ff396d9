import { submit } from "./sign-in.ts";
import type { Visit, Visitor } from "./visitor.ts";

/** What people type for a service, and by which word its address is known. */
export type Wanted = Readonly<{ ask: Readonly<Record<Visit["lang"], string>>; slug: string }>;

const vehicleLicence: Wanted = {
  ask: { ar: "ترخيص سيارة", en: "car licence" },
  slug: "vehicle-licence-renewal",
};

/** Finds a service by its everyday name, and begins it; without one, the vehicle licence. */
export const findService = async (
  { page, look, visit }: Visitor,
  portal: string,
  { ask, slug }: Wanted = vehicleLicence,
): Promise<void> => {
  await page.goto(`${portal}/${visit.lang === "en" ? "?lang=en" : ""}`);
  await look("home");
  await page.fill("[name=q]", ask[visit.lang]);
  await page.locator("form[role=search] button").first().click();
  await look("search");
  await page.locator(`main a[href*='${slug}']`).first().click();
  await look("service");
  await page
    .locator("main a.btn[href*='/apply/'], main form[action*='/apply/'] button")
    .first()
    .click();
};

/** Answers page by page; a radio that names the plate is chosen, statements are ticked. */
export const answerPages = async (visitor: Visitor, plate: string): Promise<void> => {
  const { page, look } = visitor;
  for (let step = 1; step <= 10; step += 1) {
    await look(`apply-${step}`);
    if (page.url().includes("check-answers")) return;
    const own = page.locator(`main input[type=radio][value="${plate}"]`);
    if (await own.count()) await own.check();
    for (const box of await page.locator("main input[type=checkbox]").all()) await box.check();
    await submit(page);
  }
  throw new Error(`the form never ended: ${page.url()}`);
};
