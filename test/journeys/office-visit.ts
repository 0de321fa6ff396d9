import assert from "node:assert/strict";
import type { OpenNation } from "./nation.ts";
import { signInStaff } from "./sign-in.ts";
import type { Theatre, Visit, Visitor } from "./visitor.ts";

type Place = Readonly<{ nation: OpenNation; theatre: Theatre; visit: Visit }>;

/**
 * An officer signs in, opens the case from their inbox and approves it; `judge` looks at the case
 * before they decide.
 */
export const approve = async (
  { nation, theatre, visit }: Place,
  username: string,
  reference: string,
  judge: (visitor: Visitor) => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const visitor = await theatre.open(visit, "officer");
  const { page, look } = visitor;
  await page.goto(`${nation.addresses.portal}/office${visit.lang === "en" ? "?lang=en" : ""}`);
  const staff = nation.staff.find((member) => member.username === username);
  assert.ok(staff);
  await signInStaff(page, staff, look);
  await page.waitForURL(/\/office/);
  await look("inbox");
  await page.locator(`a[href*="${reference}"]`).first().click();
  await look("case");
  await judge(visitor);
  await page.locator(`form[action$="${reference}/approve"] button`).click();
  await look("after-decision");
  await visitor.close();
};
