import assert from "node:assert/strict";
import type { NationRecord } from "@gov/dev/nation/record.ts";
import { signInStaff } from "./sign-in.ts";
import type { Theatre, Visit, Visitor } from "./visitor.ts";

/** Where somebody acts, and how they visit. */
export type Place = Readonly<{ nation: NationRecord; theatre: Theatre; visit: Visit }>;

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
