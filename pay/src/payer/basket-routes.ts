import { allowFormAction } from "@gov/kit/security-headers.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { makeBasket, mostItems } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { basketErrors, basketHref, basketPage, basketTexts } from "./basket-page.ts";
import type { BasketEntry, BasketPageInput } from "./basket-page.ts";
import type { PayerOptions } from "./find-bill.ts";
import { frameOf } from "./payer-frame.ts";
import { numberErrors, payerTexts } from "./payer-texts.ts";

const statusTexts = {
  open: undefined,
  paid: basketTexts.paid,
  cancelled: basketTexts.cancelled,
  claimed: basketTexts.claimed,
} as const;

/** The bill that may join these, or why it may not. */
const findJoining = async (
  deps: PayDeps,
  typed: string,
  others: readonly BillRow[],
): Promise<Result<BillRow, Text>> => {
  const number = parseBillingNumber(typed);
  if (!number.ok) return err(numberErrors[number.error]);
  const bill = await findBillByNumber(deps.db, number.value);
  if (!bill) return err(payerTexts.unknown);
  if (bill.kind === "basket") return err(basketTexts.isBasket);
  if (others.some((one) => one.id === bill.id)) return err(basketTexts.twice);
  if (others.length >= mostItems) return err(basketTexts.full);
  const [first] = others;
  if (first && first.currency !== bill.currency) return err(basketTexts.otherCurrency);
  const wrong = statusTexts[bill.status];
  return wrong ? err(wrong) : ok(bill);
};

const named = async (deps: PayDeps, bills: readonly BillRow[]): Promise<BasketEntry[]> =>
  await Promise.all(
    bills.map(async (bill) => {
      const { biller_code: code } = bill;
      const biller = await findBiller(deps.db, code);
      return { bill, billerName: biller?.name ?? { ar: code, en: code } };
    }),
  );

/** The bills of these numbers that may be paid together; the first that may not, and why. */
const collect = async (
  deps: PayDeps,
  numbers: readonly string[],
): Promise<Readonly<{ bills: BillRow[]; refused: Text | undefined }>> => {
  const bills: BillRow[] = [];
  let refused: Text | undefined;
  for (const number of numbers.slice(0, mostItems)) {
    const joining = await findJoining(deps, number, bills);
    if (joining.ok) bills.push(joining.value);
    else if (joining.error !== basketTexts.twice) refused ??= joining.error;
  }
  return { bills, refused };
};

const show = async (
  c: AppContext,
  deps: PayDeps,
  options: PayerOptions,
  bills: readonly BillRow[],
  more: Pick<BasketPageInput, "typed" | "addError" | "payError"> = {},
): Promise<Response> => {
  allowFormAction(c, [options.gatewayOrigin]);
  const frame = frameOf(c, basketHref(bills.map((bill) => bill.billing_number)));
  const csrfToken = options.csrf.token(c);
  const entries = await named(deps, bills);
  const status = more.addError || more.payError ? 422 : 200;
  return c.html(basketPage({ frame, csrfToken, entries, ...more }), status);
};

const showBasket = async (c: AppContext, deps: PayDeps, options: PayerOptions) => {
  const { bills, refused } = await collect(deps, c.req.queries("n") ?? []);
  const typed = c.req.query("add");
  if (typed === undefined) return await show(c, deps, options, bills, { payError: refused });
  const joining = await findJoining(deps, typed, bills);
  if (!joining.ok) {
    const shown = typed.slice(0, 60);
    return await show(c, deps, options, bills, { typed: shown, addError: joining.error });
  }
  // The new bill belongs to the address, so that a reload does not add it again.
  const numbers = [...bills, joining.value].map((bill) => bill.billing_number);
  return c.redirect(basketHref(numbers), 303);
};

const payBasket = async (c: AppContext, deps: PayDeps, options: PayerOptions) => {
  const form = await c.req.parseBody({ all: true });
  const sent = form["n"];
  const numbers = (Array.isArray(sent) ? sent : [sent]).filter((one) => typeof one === "string");
  const { bills, refused } = await collect(deps, numbers);
  if (refused) return await show(c, deps, options, bills, { payError: refused });
  const made = await makeBasket(deps.db, bills);
  if (made.ok) return c.redirect(`/pay/${made.value.billing_number}`, 303);
  return await show(c, deps, options, bills, { payError: basketErrors[made.error] });
};

/** Several bills, one payment: put together by number, then paid as one. */
export const addBasketRoutes = (app: HttpApp, deps: PayDeps, options: PayerOptions): void => {
  app.get("/basket", (c) => showBasket(c, deps, options));
  app.post("/basket", (c) => payBasket(c, deps, options));
};
