import { z } from "zod";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { currencySchema, parseMoney, type Money } from "@gov/kit/money.ts";
import type { Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { apiErrors, type ApiError } from "#src/api-errors.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { Staff } from "#src/console/staff-signin.ts";
import { numberErrors } from "#src/payer/payer-texts.ts";
import type { Cash } from "./cash-context.ts";
import { collectionAmount, type CollectionRow } from "./collection.ts";
import { agentReferenceSchema } from "./collection-json.ts";
import { findCollection, listToday, viewCollection } from "./collection-queries.ts";
import { findCounterOfClerk, listFloats, type Counter } from "./company-queries.ts";
import { confirmCollection } from "./confirm.ts";
import { deskBillPage, deskPage, type DeskProblem } from "./desk-page.ts";
import { addDeskSignIn, deskFrame, findStaff, type Desk } from "./desk-session.ts";
import { deskTexts } from "./desk-texts.ts";
import { emptyPayout, paidOutPage, payoutPage, type PayoutForm } from "./payout-page.ts";
import { listPayoutsToday } from "./payout-queries.ts";
import { payOut } from "./payout.ts";
import { cancelCollection } from "./release.ts";
import { findCashBill, reserveCollection } from "./reserve.ts";
import { notHerePage, slipPage, type SlipInput } from "./slip-page.ts";
import { todayPage } from "./today-page.ts";
import { voidCollection } from "./void.ts";

type Clerk = Readonly<{ staff: Staff; counter: Counter }>;
type Answer = Response | Promise<Response>;

const problemOf = (error: ApiError, body: Text = deskTexts.takeNoCash): DeskProblem => {
  const { title } = apiErrors[error];
  // Most of the words say already what to do with the cash.
  return /نقود|النقود/.test(title.ar) ? { title } : { title, body };
};

const frameFor = (c: AppContext, desk: Desk, clerk: Clerk, path: string) => {
  const items = [
    { href: "/agent", text: deskTexts.desk },
    { href: "/agent/today", text: deskTexts.today },
    { href: "/agent/payouts", text: deskTexts.payouts },
  ];
  const nav = items.map((item) => ({ ...item, current: item.href === path }));
  return deskFrame(c, desk, { staff: clerk.staff, path, nav });
};

/** Runs `show` for a person who serves at an agent; others are sent to sign in or told. */
const atCounter = async (
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

const showBill = async (
  c: AppContext,
  desk: Desk,
  clerk: Clerk,
  input: Readonly<{ number: string; error?: ApiError | undefined; typedPart?: string | undefined }>,
): Promise<Response> => {
  const { db } = desk.cash.pay;
  const found = await findCashBill(desk.cash, input.number);
  if (!found.ok) {
    const number = parseBillingNumber(input.number);
    const page = deskPage(frameFor(c, desk, clerk, "/agent"), {
      typed: input.number,
      problem: number.ok ? problemOf(found.error) : { title: numberErrors[number.error] },
    });
    return c.html(page, found.error === "billNumberUnknown" ? 404 : 409);
  }
  const bill = found.value;
  const settled = bill.status === "paid" || bill.status === "cancelled";
  const standing = settled ? (bill.status === "paid" ? "billPaid" : "billCancelled") : undefined;
  const wrongPart = input.error === "amountDiffers" && bill.part_upper_minor !== null;
  const error = input.error ?? standing;
  const biller = await findBiller(db, bill.biller_code);
  const path = `/agent/bill?number=${bill.billing_number}`;
  const page = deskBillPage(frameFor(c, desk, clerk, path), desk.csrf.token(c), {
    bill,
    billerName: biller?.name ?? { ar: bill.biller_code, en: bill.biller_code },
    problem: error && !wrongPart ? problemOf(error) : undefined,
    ...(input.typedPart === undefined
      ? {}
      : {
          part: {
            typed: input.typedPart,
            ...(wrongPart ? { error: apiErrors.amountNotAllowed.title } : {}),
          },
        }),
  });
  return c.html(page, input.error ? 409 : 200);
};

const reserveForm = z.object({
  number: z.string().max(100),
  reference: agentReferenceSchema,
  amount: z.string().max(40).optional(),
});

/** What the form asks to hold: the whole, or the part that was typed. */
const partOf = (
  typed: string | undefined,
  currency: Money["currency"],
): Money | undefined | "wrong" => {
  if (typed === undefined) return undefined;
  const parsed = parseMoney(typed, currency);
  return parsed.ok ? parsed.value : "wrong";
};

const reserve = async (c: AppContext, desk: Desk, clerk: Clerk): Promise<Response> => {
  const { cash } = desk;
  const form = reserveForm.safeParse(await c.req.parseBody());
  if (!form.success) return c.redirect("/agent", 303);
  const { number, reference, amount: typedPart } = form.data;
  const found = await findCashBill(cash, number);
  const part = found.ok ? partOf(typedPart, found.value.currency) : undefined;
  if (part === "wrong") {
    return await showBill(c, desk, clerk, { number, typedPart, error: "amountDiffers" });
  }
  const reserved = await reserveCollection(cash, {
    agent: clerk.counter.agent,
    reference,
    number,
    // Whoever asks for the whole must get the whole, whatever was paid in the meantime.
    amount: part ?? (found.ok ? wholeOf(found.value) : undefined),
    person: clerk.staff.username,
  });
  if (!reserved.ok) {
    return await showBill(c, desk, clerk, { number, typedPart, error: reserved.error });
  }
  return c.redirect(`/agent/collections/${reserved.value.id}`, 303);
};

const wholeOf = (bill: Parameters<typeof dueMinor>[0] & Pick<Money, "currency">): Money => ({
  amountMinor: dueMinor(bill),
  currency: bill.currency,
});

/** The collection of the address, if it is this agent's. */
const findOwn = async (
  c: AppContext,
  cash: Cash,
  clerk: Clerk,
): Promise<CollectionRow | undefined> => {
  const id = z.uuid().safeParse(c.req.param("id"));
  if (!id.success) return undefined;
  const { company, agent } = clerk.counter;
  const row = await findCollection(cash.pay.db, company.company_code, id.data);
  return row?.agent_code === agent.agent_code ? row : undefined;
};

const showSlip = async (
  c: AppContext,
  desk: Desk,
  clerk: Clerk,
  input: Readonly<{ row: CollectionRow } & Pick<SlipInput, "problem" | "reason">>,
): Promise<Response> => {
  const { db } = desk.cash.pay;
  const { company_code, id } = input.row;
  const row = (await findCollection(db, company_code, id)) ?? input.row;
  const page = slipPage({
    frame: frameFor(c, desk, clerk, `/agent/collections/${row.id}`),
    csrfToken: desk.csrf.token(c),
    view: await viewCollection(db, row),
    agent: clerk.counter.agent,
    problem: input.problem,
    reason: input.reason,
  });
  return c.html(page, input.problem ? 409 : input.reason?.missing ? 422 : 200);
};

const act = async (
  c: AppContext,
  desk: Desk,
  clerk: Clerk,
  work: (row: CollectionRow) => Promise<Result<unknown, ApiError>>,
): Promise<Response> => {
  const row = await findOwn(c, desk.cash, clerk);
  if (!row) return c.redirect("/agent/today", 303);
  const done = await work(row);
  if (done.ok) return c.redirect(`/agent/collections/${row.id}`, 303);
  const problem = problemOf(done.error, deskTexts.nothingChanged);
  return await showSlip(c, desk, clerk, { row, problem });
};

const voidRow = async (c: AppContext, desk: Desk, clerk: Clerk): Promise<Response> => {
  const row = await findOwn(c, desk.cash, clerk);
  if (!row) return c.redirect("/agent/today", 303);
  const body = await c.req.parseBody();
  const typed = typeof body["reason"] === "string" ? body["reason"].slice(0, 200) : "";
  const reason = typed.replace(/\p{Cc}/gu, " ").trim();
  if (reason === "") {
    return await showSlip(c, desk, clerk, { row, reason: { typed, missing: true } });
  }
  return await act(c, desk, clerk, (own) =>
    voidCollection(desk.cash, own, reason, () => Promise.resolve(true)),
  );
};

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

/** The desk of agents without a system of their own. No script; Enter goes on. */
export const addDeskRoutes = (app: HttpApp, desk: Desk): void => {
  const { cash } = desk;
  addDeskSignIn(app, desk);
  const nothingElse = () => Promise.resolve(true);
  app.get("/agent", (c) =>
    atCounter(c, desk, (clerk) => c.html(deskPage(frameFor(c, desk, clerk, "/agent")))),
  );
  app.get("/agent/bill", (c) =>
    atCounter(c, desk, (clerk) =>
      showBill(c, desk, clerk, { number: c.req.query("number") ?? "" }),
    ),
  );
  app.post("/agent/collections", (c) => atCounter(c, desk, (clerk) => reserve(c, desk, clerk)));
  app.get("/agent/collections/:id", (c) =>
    atCounter(c, desk, async (clerk) => {
      const row = await findOwn(c, cash, clerk);
      return row ? await showSlip(c, desk, clerk, { row }) : c.redirect("/agent/today", 303);
    }),
  );
  app.post("/agent/collections/:id/confirm", (c) =>
    atCounter(c, desk, (clerk) =>
      act(c, desk, clerk, (row) => {
        const said = { agentCode: clerk.counter.agent.agent_code, amount: collectionAmount(row) };
        return confirmCollection(cash, row, said, nothingElse);
      }),
    ),
  );
  app.post("/agent/collections/:id/cancel", (c) =>
    atCounter(c, desk, (clerk) =>
      act(c, desk, clerk, (row) => cancelCollection(cash, row, nothingElse)),
    ),
  );
  app.post("/agent/collections/:id/void", (c) =>
    atCounter(c, desk, (clerk) => voidRow(c, desk, clerk)),
  );
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
