import type { AppContext } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { apiErrors, type ApiError } from "#src/api-errors.ts";
import type { Staff } from "#src/console/staff-signin.ts";
import { findCounterOfClerk, type Counter } from "./company-queries.ts";
import type { DeskProblem } from "./desk-page.ts";
import { deskFrame, findStaff, type Desk } from "./desk-session.ts";
import { deskTexts } from "./desk-texts.ts";
import { notHerePage } from "./slip-page.ts";

export type Clerk = Readonly<{ staff: Staff; counter: Counter }>;
type Answer = Response | Promise<Response>;

export const problemOf = (error: ApiError, body: Text = deskTexts.takeNoCash): DeskProblem => {
  const { title } = apiErrors[error];
  // Most of the words say already what to do with the cash.
  return /نقود|النقود/.test(title.ar) ? { title } : { title, body };
};

export const frameFor = (c: AppContext, desk: Desk, clerk: Clerk, path: string) => {
  const items = [
    { href: "/agent", text: deskTexts.desk },
    { href: "/agent/today", text: deskTexts.today },
    { href: "/agent/payouts", text: deskTexts.payouts },
  ];
  const nav = items.map((item) => ({ ...item, current: item.href === path }));
  return deskFrame(c, desk, { staff: clerk.staff, path, nav });
};

/** Runs `show` for a person who serves at an agent; others are sent to sign in or told. */
export const atCounter = async (
  c: AppContext,
  desk: Desk,
  show: (clerk: Clerk) => Answer,
): Promise<Response> => {
  const staff = await findStaff(c, desk);
  if (!staff) return c.redirect("/agent/signin", 303);
  const { cash } = desk;
  if (staff.institution === cash.treasury) return c.redirect("/agent/floats", 303);
  const counter = staff.roles.includes("agent")
    ? await findCounterOfClerk(cash.pay.db, staff.institution, staff.username)
    : undefined;
  if (!counter) return c.html(notHerePage(deskFrame(c, desk, { staff, path: "/agent" })), 403);
  return await show({ staff, counter });
};
