import { reverseCharge } from "#src/charge/reverse-payment.ts";
import { payerTexts } from "#src/payer/payer-texts.ts";
import { railWords } from "#src/payer/rail-words.ts";
import { receiptCode } from "#src/receipt/receipt-document.ts";
import { receiptTexts } from "#src/receipt/receipt-page.ts";
import { findReceipt } from "#src/receipt/receipt-queries.ts";
import { refundedTexts } from "#src/refund/refund-notice.ts";
import { cards } from "../bank.ts";
import type { PageWorld } from "./page-world.ts";
import type { PageState, Visitor } from "./page-state.ts";

const back = "/pay/:number/return";
const receiptAt = "/receipts/:number";

/** What became of an attempt by card. */
const results: readonly PageState[] = [
  {
    name: "result-paid",
    at: back,
    says: [payerTexts.thanks, payerTexts.openReceipt],
    open: async ({ world, open }) => await open((await world.paid()).page),
  },
  {
    name: "result-waiting",
    at: back,
    says: [railWords.card.waiting, payerTexts.waitingNext],
    open: async ({ world, open }) => await open((await world.charge(await world.bill())).page),
  },
  {
    name: "result-declined",
    at: back,
    says: payerTexts.failed,
    open: async ({ world, open }) => {
      const { page, leads } = await world.charge(await world.bill());
      await world.bank.pay(leads, cards.declined);
      await open(page);
    },
  },
  {
    name: "result-given-up",
    at: back,
    says: payerTexts.gaveUp,
    open: async ({ world, open }) => {
      const { page } = await world.charge(await world.bill());
      await open(`${page}&gaveUp=1`);
    },
  },
  {
    name: "result-expired",
    at: back,
    says: payerTexts.expired,
    open: async ({ world, open }) => {
      const { id, page } = await world.charge(await world.bill());
      await world.runOutCharge(id);
      await open(page);
    },
  },
  {
    name: "result-paid-twice",
    at: back,
    says: payerTexts.returning,
    open: async ({ world, open }) => {
      const bill = await world.bill();
      await world.receive(bill);
      const { id } = await world.receive(bill);
      await open(`/pay/${bill.billingNumber}/return?charge=${id}`);
    },
  },
  {
    name: "result-taken-back",
    at: back,
    says: payerTexts.takenBack,
    open: async ({ world, open }) => {
      const bill = await world.bill();
      const charge = await world.receive(bill);
      await reverseCharge(world.deps, charge, "bank error");
      await open(`/pay/${bill.billingNumber}/return?charge=${charge.id}`);
    },
  },
  {
    name: "result-basket",
    at: back,
    says: [payerTexts.thanks, payerTexts.nextReceiptEach],
    action: "main td a",
    open: async ({ world, open }) => {
      const basket = await world.basket([await world.bill(), await world.bill()]);
      const { page, leads } = await world.charge(basket);
      await world.bank.pay(leads);
      await open(page);
    },
  },
];

/** The path of the code on this receipt's paper. */
const codeOf = async (world: PageWorld, number: string): Promise<string> => {
  const receipt = await findReceipt(world.db, number);
  if (!receipt) throw new Error(`no receipt ${number}`);
  return new URL(await receiptCode(world.press, receipt)).pathname;
};

/** A payment that its bank took back, and its receipt's number. */
const takenBack = async ({ world }: Visitor): Promise<string> => {
  const bill = await world.bill();
  const charge = await world.receive(bill);
  const { number } = await world.db
    .selectFrom("receipt")
    .select("number")
    .where("bill_id", "=", bill.id)
    .executeTakeFirstOrThrow();
  await reverseCharge(world.deps, charge, "bank error");
  return number;
};

/** A receipt, and the check of its code. */
const receipts: readonly PageState[] = [
  {
    name: "receipt",
    at: receiptAt,
    says: [receiptTexts.title, receiptTexts.download],
    open: async ({ world, open }) => await open(`/receipts/${(await world.paid()).receipt}`),
  },
  {
    name: "receipt-refunded",
    at: receiptAt,
    says: refundedTexts.partly,
    open: async ({ world, open }) => {
      await open(`/receipts/${(await world.refunded()).receipt}`);
    },
  },
  {
    name: "receipt-taken-back",
    at: receiptAt,
    says: receiptTexts.takenBackBody,
    open: async (visitor) => await visitor.open(`/receipts/${await takenBack(visitor)}`),
  },
  {
    name: "receipt-unknown",
    at: receiptAt,
    says: receiptTexts.unknown,
    status: 404,
    open: ({ open }) => open("/receipts/0000-0000-0000-0000"),
  },
  {
    name: "receipt-paper-unknown",
    at: "/receipts/:file{.+\\.pdf}",
    says: receiptTexts.unknown,
    status: 404,
    open: ({ open }) => open("/receipts/0000-0000-0000-0000.pdf"),
  },
  {
    name: "proof",
    at: "/V/:code",
    says: { ar: "الإيصال صحيح", en: "The receipt is genuine" },
    open: async ({ world, open }) => await open(await codeOf(world, (await world.paid()).receipt)),
  },
  {
    name: "proof-refunded",
    at: "/V/:code",
    says: refundedTexts.partly,
    open: async ({ world, open }) => {
      await open(await codeOf(world, (await world.refunded()).receipt));
    },
  },
  {
    name: "proof-wrong",
    at: "/V/:code",
    says: { ar: "ليس لإيصال صحيح", en: "not of a genuine receipt" },
    status: 404,
    open: ({ open }) => open(`/V/${"A".repeat(400)}`),
  },
];

export const resultStates: readonly PageState[] = [...results, ...receipts];
