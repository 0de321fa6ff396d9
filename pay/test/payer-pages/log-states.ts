import { signReceipt } from "#src/receipt/sign-receipt.ts";
import { inclusionTexts, logTexts } from "#src/receipt-log/log-texts.ts";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import type { PageState } from "./page-state.ts";

const inclusionAt = "/receipts/:number/inclusion";

/** The log of receipts: its days, one of them, a receipt's place in it. */
export const logStates: readonly PageState[] = [
  {
    name: "log-days",
    at: "/receipt-days",
    says: [logTexts.title, logTexts.stamped],
    open: async ({ world, open }) => {
      await world.logged();
      await open("/receipt-days");
    },
  },
  {
    name: "log-find-wrong",
    at: "/receipt-days/find",
    says: logTexts.codeWrong,
    status: 422,
    open: ({ open }) => open("/receipt-days/find?code=7QK2-M4XA"),
  },
  {
    name: "log-day",
    at: "/receipt-days/:day",
    says: [logTexts.fingerprint, logTexts.downloadStamp],
    open: async ({ world, open }) => await open(`/receipt-days/${(await world.logged()).day}`),
  },
  {
    name: "log-day-unknown",
    at: "/receipt-days/:day",
    says: logTexts.unknownDay,
    status: 404,
    open: ({ open }) => open("/receipt-days/1999-01-01"),
  },
  {
    name: "log-receipt",
    at: inclusionAt,
    says: [inclusionTexts.included, inclusionTexts.place],
    open: async ({ world, open }) => {
      await open(`/receipts/${(await world.logged()).receipt}/inclusion`);
    },
  },
  {
    name: "log-receipt-waits",
    at: inclusionAt,
    says: inclusionTexts.waiting,
    open: async ({ world, open }) => {
      await open(`/receipts/${(await world.paid()).receipt}/inclusion`);
    },
  },
  {
    name: "proof-unlisted",
    at: "/V/:code",
    says: inclusionTexts.unlisted,
    open: async ({ world, open }) => {
      const cose = await signReceipt(world.deps.receiptSigner, {
        number: "0000-0000-0000-0000",
        billing_number: "123456789012345",
        reference: "V-1",
        amount_minor: 31_200n,
        currency: "ILS",
        rail: "card",
        paid_at: new Date(),
        name_ar: "وزارة النقل",
        name_en: "Ministry of Transport",
      });
      await open(new URL(summaryUrl(world.url, cose)).pathname);
    },
  },
];
