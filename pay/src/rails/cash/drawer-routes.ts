import { z } from "zod";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { parseMoney } from "@gov/kit/money.ts";
import { apiErrors } from "#src/api-errors.ts";
import { agentReferenceSchema } from "./collection-json.ts";
import { listToday } from "./collection-queries.ts";
import { listFloats } from "./company-queries.ts";
import { atCounter, frameFor, type Clerk } from "./counter.ts";
import type { Desk } from "./desk-session.ts";
import { deskTexts } from "./desk-texts.ts";
import { emptyPayout, paidOutPage, payoutPage, type PayoutForm } from "./payout-page.ts";
import { listPayoutsToday } from "./payout-queries.ts";
import { payOut } from "./payout.ts";
import { todayPage } from "./today-page.ts";

const payoutForm = z.object({
  code: z.string().max(100).default(""),
  amount: z.string().max(40).default(""),
  currency: currencySchema.catch("ILS"),
  reference: agentReferenceSchema,
});

const payFromDrawer = async (c: AppContext, desk: Desk, clerk: Clerk): Promise<Response> => {
  const parsed = payoutForm.safeParse(await c.req.parseBody());
  if (!parsed.success) return c.redirect("/agent/payouts", 303);
  const typed = parsed.data;
  const again = (errors: PayoutForm["errors"]) =>
    c.html(
      payoutPage(frameFor(c, desk, clerk, "/agent/payouts"), desk.csrf.token(c), {
        ...typed,
        errors,
      }),
      422,
    );
  const sum = parseMoney(typed.amount, typed.currency);
  if (!sum.ok) return again({ amount: deskTexts.notAmount });
  const paid = await payOut(
    desk.cash,
    {
      agent: clerk.counter.agent,
      reference: typed.reference,
      code: typed.code,
      amount: sum.value,
      person: clerk.staff.username,
    },
    () => Promise.resolve(true),
  );
  if (paid.ok) {
    return c.html(paidOutPage(frameFor(c, desk, clerk, "/agent/payouts"), sum.value));
  }
  const { title } = apiErrors[paid.error];
  return again(paid.error === "amountDiffers" ? { amount: title } : { code: title });
};

const showToday = async (c: AppContext, desk: Desk, clerk: Clerk): Promise<Response> => {
  const { db } = desk.cash.pay;
  const { company, agent } = clerk.counter;
  const [collections, payouts, floats] = await Promise.all([
    listToday(db, agent),
    listPayoutsToday(db, agent),
    listFloats(db, desk.cash.treasury, company.company_code),
  ]);
  const frame = frameFor(c, desk, clerk, "/agent/today");
  return c.html(todayPage({ frame, collections, payouts, floats }));
};

/** Refunds paid out of the drawer, and the agent's day. */
export const addDrawerRoutes = (app: HttpApp, desk: Desk): void => {
  app.get("/agent/payouts", (c) =>
    atCounter(c, desk, (clerk) =>
      c.html(
        payoutPage(frameFor(c, desk, clerk, "/agent/payouts"), desk.csrf.token(c), emptyPayout()),
      ),
    ),
  );
  app.post("/agent/payouts", (c) => atCounter(c, desk, (clerk) => payFromDrawer(c, desk, clerk)));
  app.get("/agent/today", (c) => atCounter(c, desk, (clerk) => showToday(c, desk, clerk)));
};
