import type { Page } from "playwright-core";
import type { Lang, Text } from "@gov/kit/text.ts";
import type { PageWorld } from "./page-world.ts";

/** Somebody with a browser that runs no scripts. */
export type Visitor = Readonly<{
  world: PageWorld;
  page: Page;
  lang: Lang;
  /** Opens an address: a path of ours, or anybody's. */
  open: (address: string) => Promise<void>;
  /** Presses a button, the one of the page's form if none is said, and waits for the next page. */
  press: (selector?: string) => Promise<void>;
  /** Signs in at the agents' desk. */
  signIn: (staff: object) => Promise<void>;
}>;

/** One state of one page: how a person gets there, and what it says. */
export type PageState = Readonly<{
  name: string;
  /** The route that answers, as it is registered; with its method where that is not GET. */
  at: string;
  /** What the page says in this state and in no other of its route. */
  says: Text | readonly Text[];
  /** 200 if none is said. */
  status?: number;
  /** What the person most likely does next; the page's first button if none is said. */
  action?: string;
  open: (visitor: Visitor) => Promise<void>;
}>;

/** An instalment plan with a late instalment, a fee waived in part. */
export const withPlan = {
  amount: { amountMinor: "30000", currency: "ILS" },
  lines: [
    { kind: "fee", text: { ar: "رسم الترخيص", en: "Licence fee" }, amountMinor: "36000" },
    {
      kind: "exemption",
      text: { ar: "ذوو الإعاقة", en: "People with disabilities" },
      amountMinor: "6000",
      reason: { ar: "بطاقة إعاقة سارية", en: "A valid disability card" },
      source: { ar: "قانون 4 لسنة 1999", en: "Law 4 of 1999" },
    },
  ],
  instalments: [
    { dueOn: "2020-01-01", amountMinor: "10000" },
    { dueOn: "2090-01-01", amountMinor: "20000" },
  ],
};

export const inParts = { parts: { lowerMinor: "1000", upperMinor: "20000" } };

/** From the bill's page over this rail. */
export const choose = async (
  { page, open, press }: Visitor,
  payUrl: string,
  rail: string,
): Promise<void> => {
  await open(payUrl);
  await page.check(`[name=rail][value=${rail}]`);
  await press();
};
