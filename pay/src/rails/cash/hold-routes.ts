import { z } from "zod";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { parseMoney, type Money } from "@gov/kit/money.ts";
import { apiErrors, type ApiError } from "#src/api-errors.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import { numberErrors } from "#src/payer/payer-texts.ts";
import { agentReferenceSchema } from "./collection-json.ts";
import { atCounter, frameFor, problemOf, type Clerk } from "./counter.ts";
import { deskBillPage, deskPage } from "./desk-page.ts";
import type { Desk } from "./desk-session.ts";
import { findCashBill, reserveCollection } from "./reserve.ts";

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

/** A number is scanned, the bill shown and held. */
export const addHoldRoutes = (app: HttpApp, desk: Desk): void => {
  app.get("/agent", (c) =>
    atCounter(c, desk, (clerk) => c.html(deskPage(frameFor(c, desk, clerk, "/agent")))),
  );
  app.get("/agent/bill", (c) =>
    atCounter(c, desk, (clerk) =>
      showBill(c, desk, clerk, { number: c.req.query("number") ?? "" }),
    ),
  );
  app.post("/agent/collections", (c) => atCounter(c, desk, (clerk) => reserve(c, desk, clerk)));
};
