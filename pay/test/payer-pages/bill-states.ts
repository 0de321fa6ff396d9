import { phoneErrorTexts } from "@gov/country/phone.ts";
import { partTexts } from "#src/payer/bill-parts.ts";
import { basketTexts } from "#src/payer/basket-page.ts";
import { numberErrors, payerTexts } from "#src/payer/payer-texts.ts";
import { railWords } from "#src/payer/rail-words.ts";
import { refundedTexts } from "#src/refund/refund-notice.ts";
import { choose, inParts, withPlan, type PageState } from "./page-state.ts";

const noFee = { ar: "بلا رسوم عليك", en: "No fee for you" };
const bill = "/pay/:number";
const pay = "POST /pay/:number/charges";

/** Looking a bill up. */
const lookups: readonly PageState[] = [
  { name: "home", at: "/", says: payerTexts.lookupTitle, open: ({ open }) => open("/") },
  {
    name: "lookup-wrong",
    at: "/pay",
    says: numberErrors.notDigits,
    status: 422,
    open: async ({ page, open, press }) => {
      await open("/");
      await page.fill("[name=number]", "abc");
      await press();
    },
  },
  {
    name: "lookup-unknown",
    at: bill,
    says: payerTexts.unknown,
    status: 404,
    open: ({ open }) => open("/pay/123456789012345"),
  },
];

/** A bill to be paid: the ways to pay with their fees, and how much. */
const openBills: readonly PageState[] = [
  {
    name: "bill",
    at: bill,
    says: [payerTexts.method, noFee, railWords.esadad.label, railWords.cash.label],
    open: async ({ world, open }) => await open((await world.bill()).payUrl),
  },
  {
    name: "bill-dinars",
    at: bill,
    says: { ar: "31.200 د.أ", en: "JOD 31.200" },
    open: async ({ world, open }) => {
      const amount = { amountMinor: "31200", currency: "JOD" };
      await open((await world.bill({ amount })).payUrl);
    },
  },
  {
    name: "bill-no-way-chosen",
    at: pay,
    says: payerTexts.chooseMethod,
    status: 422,
    open: async ({ world, page, open, press }) => {
      await open((await world.bill()).payUrl);
      await page.locator("[name=rail]:checked").evaluate((radio) => radio.removeAttribute("name"));
      await press();
    },
  },
  {
    name: "bill-instalments",
    at: bill,
    says: [partTexts.plan, partTexts.waived],
    open: async ({ world, open }) => await open((await world.bill(withPlan)).payUrl),
  },
  {
    name: "bill-instalment-paid",
    at: bill,
    says: payerTexts.paidSoFar,
    open: async ({ world, page, open, press }) => {
      const { payUrl } = await world.bill(withPlan);
      await open(payUrl);
      await page.check("[name=rail][value=card]");
      await press();
      await world.bank.pay(page.url());
      await open(payUrl);
    },
  },
  {
    name: "bill-part",
    at: bill,
    says: { ar: "ويبقى الباقي مستحقا", en: "The rest stays due" },
    open: async ({ world, open }) => await open((await world.bill(inParts)).payUrl),
  },
  {
    name: "bill-part-wrong",
    at: pay,
    says: { ar: "يدفع في المرة", en: "What can be paid at once" },
    status: 422,
    open: async ({ world, page, open, press }) => {
      await open((await world.bill(inParts)).payUrl);
      await page.fill("[name=amount]", "7");
      await press();
    },
  },
  {
    name: "bill-phone-wrong",
    at: pay,
    says: phoneErrorTexts.notAPhone,
    status: 422,
    open: async ({ world, page, open, press }) => {
      await open((await world.bill()).payUrl);
      await page.fill("[name=phone]", "0599 12");
      await press();
    },
  },
  {
    name: "bill-of-a-test",
    at: bill,
    says: { ar: "لا مال هنا", en: "no money here" },
    open: async ({ world, open }) =>
      await open((await world.bill({ billerCode: "transport-test" })).payUrl),
  },
];

/** A bill that cannot be paid now, or was. */
const otherBills: readonly PageState[] = [
  {
    name: "bill-under-way",
    at: bill,
    says: payerTexts.underWay,
    open: async ({ world, open }) => {
      const held = await world.bill();
      await world.charge(held);
      await open(held.payUrl);
    },
  },
  {
    name: "bill-held-by-agent",
    at: bill,
    says: railWords.cash.underWay,
    open: async ({ world, open }) => {
      const held = await world.bill();
      await world.reserve(held);
      await open(held.payUrl);
    },
  },
  {
    name: "bill-taken-meanwhile",
    at: pay,
    says: payerTexts.elsewhere,
    status: 409,
    open: async ({ world, page, open, press }) => {
      const shown = await world.bill();
      await open(shown.payUrl);
      await page.check("[name=rail][value=card]");
      await world.reserve(shown);
      await press();
    },
  },
  {
    name: "bill-bank-down",
    at: pay,
    says: railWords.card.down,
    status: 503,
    open: async (visitor) => {
      const match = { operation: "INITIATE_CHECKOUT" };
      await visitor.world.bank.fault({ kind: "down", match });
      await choose(visitor, (await visitor.world.bill()).payUrl, "card");
    },
  },
  {
    name: "bill-paid",
    at: bill,
    says: [payerTexts.paid, payerTexts.history],
    open: async ({ world, open }) => await open((await world.paid()).bill.payUrl),
  },
  {
    name: "bill-refunded",
    at: bill,
    says: refundedTexts.partly,
    open: async ({ world, open }) => {
      await open((await world.refunded()).bill.payUrl);
    },
  },
  {
    name: "bill-cancelled",
    at: bill,
    says: payerTexts.cancelled,
    open: async ({ world, open }) => {
      const { id, payUrl } = await world.bill();
      await world.portal("POST", `/v1/bills/${id}/cancel`);
      await open(payUrl);
    },
  },
];

/** Several bills, one payment. */
const baskets: readonly PageState[] = [
  {
    name: "basket-empty",
    at: "/basket",
    says: basketTexts.empty,
    open: ({ open }) => open("/basket"),
  },
  {
    name: "basket",
    at: "/basket",
    says: [basketTexts.total, basketTexts.pay],
    open: async ({ world, open }) => {
      const [one, two] = [await world.bill(), await world.bill(withPlan)];
      await open(`/basket?n=${one.billingNumber}&n=${two.billingNumber}`);
    },
  },
  {
    name: "basket-wrong",
    at: "/basket",
    says: numberErrors.wrongLength,
    status: 422,
    open: async ({ world, page, open, press }) => {
      await open(`/basket?n=${(await world.bill()).billingNumber}`);
      await page.fill("[name=add]", "123");
      await press();
    },
  },
  {
    name: "basket-changed",
    at: "POST /basket",
    says: basketTexts.cancelled,
    status: 422,
    open: async ({ world, open, press }) => {
      const [one, two] = [await world.bill(), await world.bill()];
      await open(`/basket?n=${one.billingNumber}&n=${two.billingNumber}`);
      await world.portal("POST", `/v1/bills/${two.id}/cancel`);
      await press("form.act button.btn");
    },
  },
  {
    name: "basket-bill",
    at: bill,
    says: [payerTexts.basketTitle, payerTexts.method],
    open: async ({ world, open, press }) => {
      const [one, two] = [await world.bill(), await world.bill(withPlan)];
      await open(`/basket?n=${one.billingNumber}&n=${two.billingNumber}`);
      await press("form.act button.btn");
    },
  },
  {
    name: "basket-held",
    at: bill,
    says: payerTexts.inBasketBody,
    open: async ({ world, open }) => {
      const [one, two] = [await world.bill(), await world.bill()];
      await world.charge(await world.basket([one, two]));
      await open(one.payUrl);
    },
  },
];

export const billStates: readonly PageState[] = [
  ...lookups,
  ...openBills,
  ...otherBills,
  ...baskets,
];
